import { readBoxes, readFilters, readMomentOf, wrongParameter } from '../platform/dataset-query.ts';
import type { Selection } from '../platform/dataset-selection.ts';
import type { DatasetSource } from '../platform/dataset.ts';
import { ExportQuery } from './contract.ts';

/** @throws Problem 400 where a parameter is unknown or cannot be read */
export function readSelection(source: DatasetSource, query: ExportQuery): Selection {
  const { bbox } = query;
  const boxes = bbox === undefined ? undefined : readBoxes(bbox);
  if (bbox !== undefined && !boxes) throw wrongParameter('bbox', 'must be west,south,east,north in degrees');
  const moment = readMomentOf(source, query);
  return { ...(boxes && { boxes }), ...(moment && { moment }), equal: readFilters(source, query, ExportQuery) };
}
