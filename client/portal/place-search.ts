// Finds a place by its name in the gazetteer that the device holds: what somebody types never leaves it. Pure.
import type { PlaceRow, Places } from '#contract/portal';
import type { Position } from '../../geodata/space/geometry.ts';

export interface FoundPlace {
  readonly name: string;
  /** What it lies in; empty where that is not known. */
  readonly within: string;
  readonly point: Position;
}

const MOST = 12;

/**
 * The places that match, best first: called so, beginning so, containing it; each group in the order of the list.
 * Chinese or pinyin; blanks and case count for nothing.
 */
export function findPlaces({ places, within }: Places, typed: string): FoundPlace[] {
  const wanted = typed.toLowerCase().replace(/\s+/g, '');
  if (wanted === '') return [];
  const groups: PlaceRow[][] = [[], [], []];
  for (const row of places) {
    const rank = Math.min(rankOf(row[0].toLowerCase(), wanted), rankOf(row[1], wanted));
    if (rank < 3) groups[rank]!.push(row);
  }
  return groups
    .flat()
    .slice(0, MOST)
    .map(([name, , lon, lat, lies]) => ({ name, within: within[lies] ?? '', point: [lon, lat] }));
}

function rankOf(name: string, wanted: string): number {
  if (name === wanted) return 0;
  const at = name.indexOf(wanted);
  return at === 0 ? 1 : at > 0 ? 2 : 3;
}
