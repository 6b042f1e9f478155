// What a request of OGC API – Features asks for, out of its query.
import type { Static } from 'typebox';
import { readBoxes, readFilters, readInstant, readMomentOf, wrongParameter } from '../platform/dataset-query.ts';
import type { Interval, Selection } from '../platform/dataset-selection.ts';
import type { DatasetSource } from '../platform/dataset.ts';
import { ItemsQuery, MOST_FEATURES } from './contract.ts';
import type { PageCut } from './store.ts';

/** @throws Problem 400 where a parameter is unknown or cannot be read */
export function readItemsQuery(
  source: DatasetSource,
  query: Static<typeof ItemsQuery>,
): { selection: Selection; page: PageCut } {
  const { bbox, datetime, limit, after } = query;
  const boxes = bbox === undefined ? undefined : readBoxes(bbox);
  if (bbox !== undefined && !boxes)
    throw wrongParameter('bbox', 'must be west,south,east,north in degrees, or with heights third and sixth');
  const moment = readMomentOf(source, query);
  if (moment && datetime !== undefined) throw wrongParameter('datetime', 'cannot be asked together with a moment');
  const during = datetime === undefined ? undefined : readInterval(datetime);
  const selection: Selection = {
    ...(boxes && { boxes }),
    ...(during && { during }),
    ...(moment && { moment }),
    equal: readFilters(source, query, ItemsQuery),
  };
  return { selection, page: { limit: Math.min(limit, MOST_FEATURES), after } };
}

/** An instant, or from/until where one of both may be `..` or nothing. @throws Problem 400 */
function readInterval(text: string): Interval {
  const parts = text.split('/');
  const [from, until] = parts.map((part) => (part === '..' || part === '' ? undefined : instantOf(part)));
  if (parts.length === 1 && from !== undefined) return { from, until: from };
  if (parts.length !== 2 || (from === undefined && until === undefined)) throw notATime();
  if (from !== undefined && until !== undefined && from > until) throw notATime();
  return { from, until };
}

function instantOf(text: string): string {
  const at = readInstant(text);
  if (at === undefined) throw notATime();
  return at;
}

const notATime = () =>
  wrongParameter('datetime', 'must be an instant by RFC 3339, or two with a slash between, one of them maybe ..');
