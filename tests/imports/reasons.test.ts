import { expect, it } from 'vitest';
import { reasonOf } from '../../server/imports/reasons.ts';

it('names the words that would do, as people write them', () => {
  const expected = 'ready, open, unavailable';
  const { words } = reasonOf({ code: 'not-a-word', field: 'state', given: '开着', expected });
  expect(words.zh).toBe('“状态”的“开着”不是可用的值，可用：待开放、已开放、不可用');
  expect(words.en).toContain('"开着" is no word that is known here; known: Ready, Open, Unavailable');
});

it('tells the words of one layer from those of another with a field of the same name', () => {
  const { words } = reasonOf({
    code: 'not-a-word',
    field: 'kind',
    given: '公园',
    expected: 'emergency, short-term, long-term',
  });
  expect(words.zh).toContain('可用：紧急避难、短期避难、长期避难');
});

it('leaves words that no layer knows as they are', () => {
  const { words } = reasonOf({ code: 'not-a-word', field: 'kind', given: 'x', expected: 'strange' });
  expect(words.en).toContain('known: strange');
});

it('does not say where a code is in use that may not be used here', () => {
  const { words } = reasonOf({ code: 'code-elsewhere', field: 'code', given: 'H-1' });
  expect(words).toEqual({ zh: '编号“H-1”不能在这里使用', en: 'the code "H-1" may not be used here' });
});
