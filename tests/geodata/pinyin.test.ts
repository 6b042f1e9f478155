import { expect, it } from 'vitest';
import { readName } from '../../geodata/space/pinyin.ts';

it('reads a name by its initials and in full', () => {
  expect(readName('三阳广场')).toEqual({ initials: 'sygc', pinyin: 'sanyangguangchang' });
});

it('reads a character of several readings as its word asks', () => {
  expect(readName('重庆路').initials).toBe('cql');
  expect(readName('重阳').initials).toBe('cy');
  expect(readName('银行').pinyin).toBe('yinhang');
});

it('keeps letters and digits, and drops all signs', () => {
  expect(readName('（无锡）A1栋')).toEqual({ initials: 'wxa1d', pinyin: 'wuxia1dong' });
  expect(readName('312国道·长广溪').initials).toBe('312gdcgx');
});

it('writes ü as v', () => {
  expect(readName('绿地').pinyin).toBe('lvdi');
});

it('has nothing to say of nothing', () => {
  expect(readName('')).toEqual({ initials: '', pinyin: '' });
});
