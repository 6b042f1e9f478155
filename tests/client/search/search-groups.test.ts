import { expect, it } from 'vitest';
import type { SearchHit } from '#contract/search';
import { groupHits, nextIndex, zoomFor } from '../../../client/search/search-groups.ts';

const aHit = (kind: SearchHit['kind'], id: string): SearchHit => ({
  kind,
  id,
  name: id,
  code: null,
  where: null,
  point: [120, 31],
  matched: 'name',
});

it('groups by kind, the kind of the best hit first, and numbers them as they stand', () => {
  const groups = groupHits([aHit('places', 'p1'), aHit('sites', 's1'), aHit('places', 'p2')]);
  expect(groups.map(({ kind, hits }) => [kind, hits.map(({ hit, index }) => `${hit.id}:${index}`)])).toEqual([
    ['places', ['p1:0', 'p2:1']],
    ['sites', ['s1:2']],
  ]);
});

it('walks around the ends', () => {
  expect(nextIndex('ArrowDown', 2, 3)).toBe(0);
  expect(nextIndex('ArrowUp', 0, 3)).toBe(2);
  expect(nextIndex('ArrowDown', 0, 0)).toBeUndefined();
  expect(nextIndex('a', 0, 3)).toBeUndefined();
});

it('looks at a county from afar and at a shelter from near', () => {
  expect(zoomFor(aHit('divisions', '320211'))).toBeLessThan(zoomFor(aHit('divisions', '320211004')));
  expect(zoomFor(aHit('divisions', '320211004'))).toBeLessThan(zoomFor(aHit('shelters', 'x')));
});
