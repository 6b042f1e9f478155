// Hits as the dialog shows them: by kind, the kind of the best hit first. Pure.
import type { SearchHit } from '#contract/search';

export interface HitGroup {
  readonly kind: SearchHit['kind'];
  /** With their place in the walk of the arrow keys. */
  readonly hits: readonly { readonly hit: SearchHit; readonly index: number }[];
}

/** Groups in the order of their best hit; inside of a group the server's order stays. */
export function groupHits(hits: readonly SearchHit[]): HitGroup[] {
  const byKind = new Map<SearchHit['kind'], SearchHit[]>();
  for (const hit of hits) byKind.set(hit.kind, [...(byKind.get(hit.kind) ?? []), hit]);
  let index = 0;
  return [...byKind].map(([kind, members]) => ({ kind, hits: members.map((hit) => ({ hit, index: index++ })) }));
}

/** Where the arrow keys lead, around the ends; -1 is the text itself. */
export function nextIndex(key: string, index: number, count: number): number | undefined {
  if (count === 0) return undefined;
  if (key === 'ArrowDown') return index + 1 >= count ? 0 : index + 1;
  if (key === 'ArrowUp') return index <= 0 ? count - 1 : index - 1;
  return undefined;
}

const ZOOM_BY_PATH_LENGTH: Readonly<Record<number, number>> = { 4: 9, 6: 10.5, 9: 12.5, 12: 14 };

/** How close to look at a hit: a county from afar, a shelter from near. */
export function zoomFor({ kind, id }: SearchHit): number {
  if (kind === 'divisions') return ZOOM_BY_PATH_LENGTH[id.length] ?? 11;
  return kind === 'grids' ? 14 : 15;
}
