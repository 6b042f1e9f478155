import { expect, it } from 'vitest';
import { formatUrlState, parseUrlState } from '../../../client/platform/url-state.ts';

const ID = '0b6cf8f1-0f5e-4a0e-9d53-3a2f9f2d9a11';

it('reads what is on the screen', () => {
  expect(
    parseUrlState(`?at=120.3012,31.5745,11.2&panel=incidents&layers=grids,sites&sel=incidents/${ID}&lang=en`),
  ).toEqual({
    at: { lon: 120.3012, lat: 31.5745, zoom: 11.2 },
    panel: 'incidents',
    layers: ['grids', 'sites'],
    sel: { kind: 'incidents', id: ID },
    lang: 'en',
  });
});

it('writes an address that a person can read, and that says the same again', () => {
  const state = {
    at: { lon: 120.301234567, lat: 31.5, zoom: 11.256 },
    layers: [],
    sel: { kind: 'point', id: '120.30120,31.57450' },
  };
  const text = formatUrlState(state);
  expect(text).toBe('?at=120.30123,31.5,11.26&layers=&sel=point/120.30120,31.57450');
  expect(parseUrlState(text)).toEqual({ ...state, at: { lon: 120.30123, lat: 31.5, zoom: 11.26 } });
});

it.each([
  '?at=1,2',
  '?at=1,2,3,4',
  '?at=181,0,3',
  '?at=0,86,3',
  '?at=0,,3',
  '?at=0,0,99',
  '?sel=incidents',
  '?sel=incidents/a/b',
  '?sel=<script>/1',
  '?sel=incidents/%3Cimg%20src=x%3E',
  '?panel=../../etc',
  '?lang=fr',
])('leaves out what is malformed: %s', (text) => {
  expect(parseUrlState(text)).toEqual({});
});

it('says nothing where there is nothing to say', () => {
  expect(formatUrlState({})).toBe('');
});

it('holds theme and strength of the basemap, and leaves out what is neither', () => {
  expect(parseUrlState('?theme=light&base=40')).toEqual({ theme: 'light', base: 40 });
  expect(formatUrlState({ theme: 'dark', base: 0 })).toBe('?theme=dark&base=0');
  for (const wrong of ['?theme=pink', '?base=101', '?base=-1', '?base=4e1', '?base='])
    expect(parseUrlState(wrong)).toEqual({});
});

it('carries a moment of the past and how it is meant; known where that is not said', () => {
  const at = Date.parse('2026-07-08T02:15:00Z');
  expect(parseUrlState('?t=2026-07-08T02:15:00Z&as=was')).toEqual({ moment: { at, how: 'was' } });
  expect(parseUrlState('?t=2026-07-08T02:15:00Z')).toEqual({ moment: { at, how: 'known' } });
  expect(formatUrlState({ moment: { at, how: 'known' } })).toBe('?t=2026-07-08T02:15:00Z&as=known');
});

it.each(['10:15+08:00', '10:15:00%2B08:00', '02:15Z', '02:15:00.000Z', '01:15:00-01:00'])(
  'reads a moment that was typed: a link that shows the present instead would mislead (%s)',
  (time) => {
    expect(parseUrlState(`?t=2026-07-08T${time}`).moment?.at).toBe(Date.parse('2026-07-08T02:15:00Z'));
  },
);

it.each(['?t=nine', '?t=2026-07-08', '?t=2026-13-40T02:15:00Z', '?t=2026-07-08T02:15:00Z&as=guessed', '?as=known'])(
  'takes %j for now',
  (text) => {
    expect(parseUrlState(text)).toEqual({});
  },
);
