import type { Box } from '../../geodata/space/geometry.ts';
import type { ExportRequest } from '../platform/export-requests.ts';
import { boxText } from '../platform/map-requests.ts';
import type { Language } from '../platform/url-state.ts';

export interface ExportChoice {
  /** As the list is narrowed, not all. */
  readonly filtered: boolean;
  /** What touches the view of the map, not all. */
  readonly inView: boolean;
}

/** The query of a file and of its preview; the moment comes with the path. */
export function exportQuery(
  { filter }: ExportRequest,
  { filtered, inView }: ExportChoice,
  { box, language }: { box: Box | undefined; language: Language },
): string {
  const search = new URLSearchParams({ lang: language });
  if (filtered) for (const [field, value] of Object.entries(filter?.fields ?? {})) search.set(field, value);
  if (inView && box) search.set('bbox', boxText(box));
  return search.toString();
}
