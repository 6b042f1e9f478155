import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MASK, maskPersonal, type Json } from '../../server/audit/algorithms/mask-personal.ts';

// 11010519491231002X is the example of GB 11643-1999 itself.
it.each([
  ['请拨13800138000找王工', '请拨***找王工'],
  ['138-0013-8000 / 138 0013 8000', '*** / ***'],
  ['+86 13800138000,+8613800138000', '***,***'],
  ['１３８００１３８０００', '***'],
  ['电话 0510-82700110', '电话 ***'],
  ['证件11010519491231002X。', '证件***。'],
  ['身份证 11010519491231002x', '身份证 ***'],
  ['写信到 wang.gong+a@wuxi.example.cn 即可', '写信到 *** 即可'],
  ['fsk_3q2-7wAbCdEfGhIjKlMnOpQrStUvWxYz012345678', '***'],
])('takes the person out of %s', (text, masked) => {
  expect(maskPersonal(text)).toBe(masked);
});

it.each([
  'WX-20260708-0001',
  '320205001002',
  '0b6c1f6e-1380-4013-8000-a13800138000',
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '2026-07-08T04:00:00.138001Z',
  '120.13800138000,31.5',
  '1380013800012',
  'incidents.incident/0b6c1f6e-0000-4000-8000-000000000001',
])('leaves %s alone', (text) => {
  expect(maskPersonal(text)).toBe(text);
});

it('masks whatever stands under a telling name, and keeps its shape', () => {
  const value = {
    contactPhone: 'ask Wang',
    reporter: { Contact: { name: '王', tel: 110, known: true, note: null } },
    totp_secret: 'JBSW',
    联系电话: '无',
    tokens: ['a', 'b'],
    recoveryCodes: ['c'],
    contacted: '2030',
    note: 'none',
    level: 2,
  };
  expect(maskPersonal(value)).toEqual({
    contactPhone: MASK,
    reporter: { Contact: { name: MASK, tel: MASK, known: true, note: null } },
    totp_secret: MASK,
    联系电话: MASK,
    tokens: [MASK, MASK],
    recoveryCodes: [MASK],
    contacted: '2030',
    note: 'none',
    level: 2,
  });
});

it('masks a number that is a telephone, and a key that is one', () => {
  expect(maskPersonal({ n: 13800138000, '13800138000': 1 })).toEqual({ n: MASK, [MASK]: 1 });
});

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const mobile = fc.tuple(fc.integer({ min: 3, max: 9 }), digits(9)).map(([second, rest]) => `1${second}${rest}`);
const identityNumber = fc
  .tuple(
    fc.integer({ min: 110000, max: 659999 }),
    fc.date({ min: new Date('1920-01-01'), max: new Date('2026-12-31'), noInvalidDate: true }),
    digits(3),
    fc.constantFrom(...'0123456789Xx'),
  )
  .map(([division, born, order, check]) => `${division}${born.toISOString().slice(0, 10).replaceAll('-', '')}${order}${check}`); // prettier-ignore
const email = fc.emailAddress({ size: 'small' }).filter((address) => /^[\w.%+-]+@/.test(address));
// Sign and space of a sentence; a digit beside a number would make another number of it.
const around = fc.stringMatching(/^[a-zA-Z一-龥，。：]{0,3}[，。： ]$/);

it('leaves nothing of a number or address in any text, at any depth', () => {
  fc.assert(
    fc.property(
      fc.oneof(mobile, identityNumber, email),
      around,
      fc.stringMatching(/^[，。： ]?$/),
      (secret, before, after) => {
        const masked = JSON.stringify(maskPersonal({ list: [{ text: `${before}${secret}${after}` }] }));
        expect(masked).not.toContain(secret);
        expect(masked).toContain(MASK);
      },
    ),
  );
});

it('masking twice is masking once, and the shape stays', () => {
  const shapeOf = (value: Json): unknown =>
    Array.isArray(value) ? value.map(shapeOf) : value !== null && typeof value === 'object' ? Object.values(value).map(shapeOf) : 0; // prettier-ignore
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (given) => {
      const value = JSON.parse(JSON.stringify(given)) as Json;
      const once = maskPersonal(value);
      expect(maskPersonal(once)).toEqual(once);
      expect(JSON.stringify(shapeOf(once)).length).toBeLessThanOrEqual(JSON.stringify(shapeOf(value)).length);
    }),
  );
});
