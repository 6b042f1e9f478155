import { expect, it } from 'vitest';
import type { LiveBatch } from '#contract/platform';
import { applyBatch, compareSnapshots } from '../../../client/platform/live-change.ts';

interface Thing {
  id: string;
  state: 'open' | 'closed';
}
const isOpen = ({ state }: Thing) => state === 'open';
const AT = '2030-01-01T06:00:00Z';
const open = (seq: number, id: string) => ({
  seq,
  name: 'things.made',
  id,
  at: AT,
  body: { id, state: 'open' as const },
});
const closed = (seq: number, id: string) => ({ ...open(seq, id), body: { id, state: 'closed' as const } });
const gone = (seq: number, id: string) => ({ seq, name: 'things.moved', id, at: AT, gone: true as const });
const batch = (through: number, ...events: LiveBatch<Thing>['events']): LiveBatch<Thing> => ({
  topic: 'things',
  events,
  through,
  scopeEpoch: 'e1',
  at: AT,
});
const start = { seq: 10, scopeEpoch: 'e1' };
const nothing: ReadonlyMap<string, Thing> = new Map();

it('applies changes in their order and says what is new', () => {
  const { items, cursor, arrived, news } = applyBatch(
    nothing,
    start,
    batch(13, open(11, 'a'), open(12, 'b'), gone(13, 'a')),
    isOpen,
  );
  expect([...items.keys()]).toEqual(['b']);
  expect(arrived).toEqual(['b']);
  expect(cursor).toEqual({ seq: 13, scopeEpoch: 'e1' });
  expect(news).toBe(3);
});

it('shows nothing twice: events at or under the cursor were seen before', () => {
  const items = new Map([['a', { id: 'a', state: 'open' as const }]]);
  const again = applyBatch(items, { ...start, seq: 12 }, batch(12, gone(11, 'a'), open(12, 'b')), isOpen);
  expect(again.items).toBe(items);
  expect(again).toMatchObject({ arrived: [], news: 0, cursor: { seq: 12 } });
});

it('moves the cursor where everything was filtered out, and never backwards', () => {
  expect(applyBatch(nothing, start, batch(40), isOpen).cursor.seq).toBe(40);
  expect(applyBatch(nothing, { ...start, seq: 50 }, batch(40), isOpen).cursor.seq).toBe(50);
});

it('takes out what does not belong any more, and never shows it as new', () => {
  const items = new Map([['a', { id: 'a', state: 'open' as const }]]);
  const after = applyBatch(items, start, batch(13, closed(11, 'a'), open(12, 'c'), closed(13, 'c')), isOpen);
  expect(after.items.size).toBe(0);
  expect(after.arrived).toEqual([]);
});

it('does not call a change of something known an arrival', () => {
  const items = new Map([['a', { id: 'a', state: 'open' as const }]]);
  expect(applyBatch(items, start, batch(11, open(11, 'a')), isOpen).arrived).toEqual([]);
});

it('says what a snapshot brings after a gap: what came, what left, what is another now', () => {
  const before = new Map([
    ['stays', { id: 'stays', level: 1 }],
    ['left', { id: 'left', level: 2 }],
    ['changed', { id: 'changed', level: 3 }],
  ]);
  const now = new Map([
    ['came', { id: 'came', level: 1 }],
    ['stays', { id: 'stays', level: 1 }],
    ['changed', { id: 'changed', level: 1 }],
  ]);
  expect(compareSnapshots(before, now)).toEqual({ arrived: ['came'], news: 3 });
  expect(compareSnapshots(now, now)).toEqual({ arrived: [], news: 0 });
});
