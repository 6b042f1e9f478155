import { expect, it } from 'vitest';
import { breakLines } from '../../server/files/algorithms/lines.ts';

/** A Chinese character is twice as wide as a Latin one. */
const width = (text: string) => [...text].reduce((sum, character) => sum + (character > 'ÿ' ? 2 : 1), 0);
const set = (text: string, room: number, most = 9) => breakLines(text, width, room, most);

it('breaks Chinese anywhere, but not before a closing mark nor after an opening one', () => {
  expect(set('青祁隧道北口积水', 8)).toEqual(['青祁隧道', '北口积水']);
  expect(set('青祁隧道，积水', 8)).toEqual(['青祁隧道，', '积水']); // the mark hangs over
  expect(set('青祁隧「道」口', 8)).toEqual(['青祁隧', '「道」口']);
});

it('keeps Latin words whole, and breaks one that fits on no line', () => {
  expect(set('see the map now', 8)).toEqual(['see the', 'map now']);
  expect(set('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij']);
});

it('says by … that there was more', () => expect(set('青祁隧道北口积水', 8, 1)).toEqual(['青祁隧…']));

it('has one line for nothing, and refuses what cannot be', () => {
  expect(set('', 8)).toEqual(['']);
  expect(() => set('x', 0)).toThrow(RangeError);
  expect(() => set('x', 8, 0)).toThrow(RangeError);
});
