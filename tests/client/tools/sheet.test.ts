import { expect, it } from 'vitest';
import { Value } from 'typebox/value';
import { MapPrint } from '../../../server/files/contract.ts';
import type { PrintChoice } from '../../../client/tools/print/print-form.tsx';
import { sheetOf, type Shows } from '../../../client/tools/print/sheet.ts';
import { zoomedTo } from './paper-view.ts';

const CHOICE: PrintChoice = {
  paper: 'a3',
  orientation: 'portrait',
  format: 'pdf',
  ratio: 25_000,
  light: false,
  title: '  梁溪区避难场所图 ',
  note: ' 防汛会商用\n',
};
const SHOWS: Shows = {
  choice: CHOICE,
  language: 'zh',
  view: zoomedTo(25_000),
  moment: { at: Date.UTC(2026, 6, 8, 1), how: 'was' },
  cutSince: undefined,
  rows: [
    {
      name: '避难场所',
      count: 2140,
      drawing: { paths: [{ d: 'M3 9h12', fill: 'none', stroke: '--c-text', dash: '2 1.5' }] },
    },
    { name: '隐患', count: undefined, drawing: { paths: [{ d: 'M0 0h4', fill: '--c-accent', width: 2 }] } },
  ],
  facts: [{ name: '选中对象', value: '长'.repeat(201) }],
  address: 'http://127.0.0.1:8080/?at=120.3,31.57,13',
};
const TOKENS: Record<string, string> = {
  '--c-surface': '#171c22',
  '--c-text': '#e9edf1',
  '--c-accent': '#d3f1f5',
};
const colourOf = (token: string) => TOKENS[token] ?? '#808080';
const sheet = (change: Partial<Shows> = {}) => sheetOf({ ...SHOWS, ...change }, colourOf);

it('says on paper what the screen shows', () => {
  expect(sheet()).toMatchObject({
    paper: 'a3',
    orientation: 'portrait',
    language: 'zh',
    title: '梁溪区避难场所图',
    note: '防汛会商用',
    moment: { at: '2026-07-08T01:00:00.000Z', how: 'was' },
    colours: { ground: '#171c22', ink: '#e9edf1' },
    address: SHOWS.address,
  });
  expect(sheet().metresPerMm).toBeCloseTo(25, 6); // 1:25 000
  expect(sheet({ moment: undefined }).moment).toBeNull();
});

it('is of the moment of the cut while the line is not there, never of now', () => {
  const cutSince = Date.UTC(2026, 6, 8, 6, 32);
  expect(sheet({ moment: undefined, cutSince }).moment).toEqual({ at: '2026-07-08T06:32:00.000Z', how: 'cut' });
  expect(sheet({ cutSince }).moment?.how).toBe('was');
});

it('draws the legend in the colours of the map, and a dash for what is not counted', () => {
  expect(sheet().legend).toEqual([
    { name: '避难场所', count: '2,140', symbol: [{ d: 'M3 9h12', stroke: '#e9edf1', dash: [2, 1.5] }] },
    { name: '隐患', count: '–', symbol: [{ d: 'M0 0h4', fill: '#d3f1f5', width: 2 }] },
  ]);
});

it('is what the server takes, however long a name is', () => {
  expect(Value.Errors(MapPrint, { ...sheet(), picture: 'iVBORw0KGgo=' })).toEqual([]);
  expect(sheet().facts[0]!.value).toBe(`${'长'.repeat(199)}…`);
});
