// Six digits that change every half minute (RFC 6238), as authenticators make them. Pure.
import { Secret, TOTP } from 'otpauth';

const PERIOD_S = 30;
/** A clock may be one step off, either way. */
const WINDOW = 1;
const ISSUER = '烽燧';

/** 160 random bits, the length of a SHA-1 key (RFC 4226, 4). */
export const newTotpSecret = (): Buffer => Buffer.from(new Secret({ size: 20 }).bytes);

const totpOf = (secret: Buffer, label = ''): TOTP =>
  new TOTP({ issuer: ISSUER, label, algorithm: 'SHA1', digits: 6, period: PERIOD_S, secret: secretOf(secret) });

const secretOf = (bytes: Buffer) => new Secret({ buffer: Uint8Array.from(bytes).buffer });

/** What an authenticator is given: the secret for typing, and all of it as an address. @param label whose it is */
export function describeTotp(secret: Buffer, label: string): { secret: string; uri: string } {
  return { secret: secretOf(secret).base32, uri: totpOf(secret, label).toString() };
}

/** The step whose code this is: the number of half minutes since 1970; undefined where it is none of now. */
export function totpStep(secret: Buffer, typed: string, now: Date): number | undefined {
  const token = typed.replaceAll(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return undefined;
  const off = totpOf(secret).validate({ token, timestamp: now.getTime(), window: WINDOW });
  return off === null ? undefined : Math.floor(now.getTime() / 1000 / PERIOD_S) + off;
}
