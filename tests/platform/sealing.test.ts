import { createDecipheriv, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  newSealingKey,
  openSealing,
  readSealingKeys,
  SealBroken,
  sealingKeyFile,
  sealingWith,
} from '../../server/platform/sealing.ts';

const secret = Buffer.from('13800138000 张三');

it('opens what it sealed, and never seals the same twice', () => {
  const sealing = sealingWith([randomBytes(32)]);
  const sealed = sealing.seal(secret, 'here');
  expect(sealing.open(sealed, 'here')).toEqual(secret);
  expect(sealed.includes(secret)).toBe(false);
  expect(sealing.seal(secret, 'here')).not.toEqual(sealed);
});

it('is AES-256-GCM: the cipher of the platform opens it with the key, the nonce and the tag alone', () => {
  const key = randomBytes(32);
  const sealed = sealingWith([key]).seal(secret, 'here');
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(4, 16));
  decipher.setAAD(Buffer.from('here')).setAuthTag(sealed.subarray(16, 32));
  expect(Buffer.concat([decipher.update(sealed.subarray(32)), decipher.final()])).toEqual(secret);
});

it('does not open elsewhere, changed in any byte, cut, or without its key', () => {
  const sealing = sealingWith([randomBytes(32)]);
  const sealed = sealing.seal(secret, 'here');
  expect(() => sealing.open(sealed, 'there')).toThrow(SealBroken);
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Buffer.from(sealed);
    changed[at]! ^= 1;
    expect(() => sealing.open(changed, 'here'), `byte ${at}`).toThrow(SealBroken);
  }
  for (const length of [0, 3, 31, sealed.length - 1])
    expect(() => sealing.open(sealed.subarray(0, length), 'here')).toThrow(SealBroken);
  expect(() => sealingWith([randomBytes(32)]).open(sealed, 'here')).toThrow(/No sealing key [0-9a-f]{8}/);
});

it('opens with an older key and seals with the current one', () => {
  const [older, newer] = [randomBytes(32), randomBytes(32)];
  const sealed = sealingWith([older]).seal(secret, 'here');
  const rotated = sealingWith([newer, older]);
  expect(rotated.open(sealed, 'here')).toEqual(secret);
  expect(rotated.keyIdOf(sealed)).not.toBe(rotated.currentKeyId);
  expect(rotated.keyIdOf(rotated.seal(secret, 'here'))).toBe(rotated.currentKeyId);
});

it('makes its key once, for its owner alone, and takes a configured one instead', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'fengsui-sealing-'));
  try {
    const sealed = openSealing({ dataDir, sealingKeys: undefined }).seal(secret, 'here');
    expect(statSync(sealingKeyFile({ dataDir })).mode & 0o777).toBe(0o600);
    expect(openSealing({ dataDir, sealingKeys: undefined }).open(sealed, 'here')).toEqual(secret);
    expect(() => openSealing({ dataDir, sealingKeys: newSealingKey() }).open(sealed, 'here')).toThrow(SealBroken);
    const kept = readFileSync(sealingKeyFile({ dataDir }), 'utf8');
    expect(openSealing({ dataDir, sealingKeys: `${newSealingKey()}\n${kept}` }).open(sealed, 'here')).toEqual(secret);
  } finally {
    rmSync(dataDir, { recursive: true });
  }
});

it.each(['abc', 'A'.repeat(44), newSealingKey().slice(1), ''])('takes no key "%s"', (text) => {
  expect(() => sealingWith(readSealingKeys(text))).toThrow(SealBroken);
});
