import { expect, it } from 'vitest';
import { filterOf, EVERYTHING, searchOf } from '../../../client/audit/audit-query.ts';
import { differencesOf } from '../../../client/audit/differences.ts';

it('shows what is other, field by field, and leaves out what stayed', () => {
  const before = { state: 'reported', at: { lon: 120.3, lat: 31.5 }, tags: ['a'], level: 2 };
  const after = { state: 'closed', at: { lon: 120.4, lat: 31.5 }, tags: ['a', 'b'], level: 2 };
  expect(differencesOf(before, after)).toEqual([
    { path: 'state', before: 'reported', after: 'closed' },
    { path: 'at.lon', before: '120.3', after: '120.4' },
    { path: 'tags', before: '["a"]', after: '["a","b"]' },
  ]);
});

it('tells what came from what went', () => {
  expect(differencesOf(null, { name: '墙', note: null })).toEqual([{ path: 'name', before: undefined, after: '墙' }]);
  expect(differencesOf({ name: '墙' }, null)).toEqual([{ path: 'name', before: '墙', after: undefined }]);
  expect(differencesOf({ a: { b: 1 } }, { a: null })).toEqual([{ path: 'a.b', before: '1', after: undefined }]);
});

it('takes values that are no fields as a whole, and nothing for nothing', () => {
  expect(differencesOf('a', 'b')).toEqual([{ path: '', before: 'a', after: 'b' }]);
  expect(differencesOf(null, null)).toEqual([]);
  expect(differencesOf(false, 0)).toEqual([{ path: '', before: 'false', after: '0' }]);
  expect(differencesOf({}, [])).toEqual([{ path: '', before: '{}', after: '[]' }]);
});

it('asks for whole days of Asia/Shanghai, and for nothing that is empty or half typed', () => {
  expect(filterOf(EVERYTHING)).toEqual({});
  const filter = filterOf({ ...EVERYTHING, from: '2026-07-08', to: '2026-07-08', actor: ' 王 ', area: '3202' });
  expect(filter).toEqual({
    from: '2026-07-07T16:00:00.000Z',
    to: '2026-07-08T16:00:00.000Z',
    actor: '王',
    area: '3202',
  });
  expect(filterOf({ ...EVERYTHING, area: '32020' })).toEqual({});
  expect(searchOf({ actor: '王 & Li' }, { limit: '50' })).toBe('actor=%E7%8E%8B+%26+Li&limit=50');
});
