import { Buffer } from 'node:buffer';
import { expect, it } from 'vitest';
import { hashRecoveryCode, newRecoveryCodes } from '../../server/identity/algorithms/recovery-code.ts';
import { describeTotp, newTotpSecret, totpStep } from '../../server/identity/algorithms/totp.ts';

/** RFC 6238, appendix B: the SHA-1 column, of which authenticators show the last six digits. */
const RFC_SECRET = Buffer.from('12345678901234567890');
const RFC = [
  [59, '287082', 1],
  [1111111109, '081804', 37037036],
  [1111111111, '050471', 37037037],
  [1234567890, '005924', 41152263],
  [2000000000, '279037', 66666666],
  [20000000000, '353130', 666666666],
] as const;

it.each(RFC)('knows the code of the RFC at second %i', (second, code, step) => {
  expect(totpStep(RFC_SECRET, code, new Date(second * 1000))).toBe(step);
});

it.each([
  [0, 37037037],
  [30, 37037037],
  [-30, 37037037],
  [60, undefined],
  [-60, undefined],
])('takes a clock that is %i s off as RFC 6238 (5.2) advises, one step and no more', (off, step) => {
  expect(totpStep(RFC_SECRET, '050471', new Date((1111111111 + off) * 1000))).toBe(step);
});

it.each(['', '05047', '0504711', 'abcdef', '٠٥٠٤٧١', '050-471'])('takes "%s" for no code', (typed) => {
  expect(totpStep(RFC_SECRET, typed, new Date(1111111111_000))).toBeUndefined();
});

it('takes blanks between the digits', () => {
  expect(totpStep(RFC_SECRET, ' 050 471 ', new Date(1111111111_000))).toBe(37037037);
});

it('tells an authenticator all it needs, in base 32 as RFC 4648 has it', () => {
  const { secret, uri } = describeTotp(RFC_SECRET, 'wang');
  expect(secret).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
  const { protocol, host, pathname, searchParams } = new URL(uri);
  expect([protocol, host, decodeURIComponent(pathname)]).toEqual(['otpauth:', 'totp', '/烽燧:wang']);
  expect(Object.fromEntries(searchParams)).toMatchObject({ secret, issuer: '烽燧', digits: '6', period: '30' });
  expect(newTotpSecret()).toHaveLength(20);
});

it('makes ten recovery codes that nobody mistypes', () => {
  const codes = newRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
  expect(hashRecoveryCode(' 0o1l-iabc ')).toEqual(hashRecoveryCode('00111ABC'));
  expect(hashRecoveryCode('0000-0000-0000-0000')).not.toEqual(hashRecoveryCode('0000-0000-0000-0001'));
});
