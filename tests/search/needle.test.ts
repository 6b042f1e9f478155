import { expect, it } from 'vitest';
import { readNeedle } from '../../server/search/algorithms/needle.ts';

it('looks for Chinese in names, whose characters stand apart', () => {
  expect(readNeedle('三阳')).toEqual({ text: '三阳', apart: ' 三 阳', pattern: '% 三 阳%', vague: false });
});

it('looks for three letters anywhere, for fewer where a word begins', () => {
  expect(readNeedle('YGC')?.pattern).toBe('%ygc%');
  expect(readNeedle('sy')?.pattern).toBe('%|sy%');
});

it('reads full-width letters and blanks as what is meant', () => {
  expect(readNeedle(' ＫＴＶ ')?.text).toBe('ktv');
  expect(readNeedle('san yang')?.pattern).toBe('%sanyang%');
  expect(readNeedle('三阳\u3000广场')?.text).toBe('三阳广场');
});

it('takes the signs of LIKE as they are', () => {
  expect(readNeedle('100%_\\')?.pattern).toBe('% 1 0 0 \\% \\_ \\\\%');
});

it('knows that fewer digits than a county has tell no grid from another', () => {
  expect(readNeedle('3202')?.vague).toBe(true);
  expect(readNeedle('320213')?.vague).toBe(false);
});

it('has nothing to look for in nothing', () => {
  expect(readNeedle(' \t\u3000')).toBeUndefined();
});
