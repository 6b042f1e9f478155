import { expect, it } from 'vitest';
import { wrapped } from '../../../client/tools/print/wrapped.ts';

/** A Chinese character is twice as wide as a Latin one. */
const width = (text: string) => [...text].reduce((sum, character) => sum + (character > 'ÿ' ? 2 : 1), 0);

it('breaks between words and leaves a mark with the word before it', () => {
  expect(wrapped('Sources: one; two', 9, width)).toEqual(['Sources:', 'one; two']);
  expect(wrapped('甲：乙；丙', 5, width)).toEqual(['甲：', '乙；', '丙']);
  expect(wrapped('data (MIT)', 6, width)).toEqual(['data', '(MIT)']);
});

it('leaves out nothing', () => {
  expect(wrapped('abcdefghij kl', 4, width)).toEqual(['abcdefghij', 'kl']);
  expect(wrapped('', 4, width)).toEqual(['']);
});
