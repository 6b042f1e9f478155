// What must be readable again but not in the database's files: sealed with AES-256-GCM under a key that is kept outside of it.
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config.ts';
import { Problem } from './problem.ts';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const ID_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = ID_BYTES + NONCE_BYTES + TAG_BYTES;

/** A sealed thing cannot be opened: its key is not here, it was changed, or it belongs elsewhere. */
export class SealBroken extends Error {}

/** Keys at hand, and what they do. */
export interface Keyring {
  /** Hex; what is sealed now is sealed with this key. */
  readonly currentKeyId: string;
  holds(keyId: string): boolean;
  /** @param context where the thing belongs, such as `identity.person.totp_secret/<id>`: it opens there alone */
  seal(plain: Buffer, context: string): Buffer;
  /** @throws SealBroken */
  open(sealed: Buffer, context: string): Buffer;
  /** Which key a thing was sealed with: another one than the current is sealed anew at a rotation. */
  keyIdOf(sealed: Buffer): string;
}

export interface Sealing extends Keyring {
  /** Whether things are sealed in this database with a key that is not here: then nothing is sealed, so that two keys never mix. */
  readonly isForeign: boolean;
  /** By who has looked at the database. */
  noteForeign(isForeign: boolean): void;
  /** @throws Problem 503 where `isForeign` */
  seal: Keyring['seal'];
}

/** Where the key is kept when none is configured. */
export const sealingKeyFile = ({ dataDir }: Pick<Config, 'dataDir'>): string => join(dataDir, 'sealing.key');

/** A new key, as it stands in the file or the variable. */
export const newSealingKey = (): string => randomBytes(KEY_BYTES).toString('base64');

/**
 * Keys of SEALING_KEY, else of the file in the data directory, which is made where there is none. Read at the first use, the file again when
 * it has changed: a rotation by another process is known at once. One key a line (or after a comma), the current one first; older ones only open.
 */
export function openSealing(config: Pick<Config, 'dataDir' | 'sealingKeys'>): Sealing {
  let read: { readonly version: string; readonly sealing: Keyring } | undefined;
  let foreign = false;
  const sealing = () => {
    const version = config.sealingKeys === undefined ? versionOf(sealingKeyFile(config)) : 'configured';
    if (read === undefined || read.version !== version) {
      const text = config.sealingKeys ?? readOrMakeFile(config);
      read = {
        version: config.sealingKeys === undefined ? versionOf(sealingKeyFile(config)) : version,
        sealing: sealingWith(readSealingKeys(text)),
      };
    }
    return read.sealing;
  };
  return {
    get currentKeyId() {
      return sealing().currentKeyId;
    },
    get isForeign() {
      return foreign;
    },
    noteForeign: (isForeign) => void (foreign = isForeign),
    holds: (keyId) => sealing().holds(keyId),
    seal: (plain, context) => {
      if (foreign) throw new Problem(503, 'sealing-key-foreign', 'This server has another sealing key than the others');
      return sealing().seal(plain, context);
    },
    open: (sealed, context) => sealing().open(sealed, context),
    keyIdOf: (sealed) => sealing().keyIdOf(sealed),
  };
}

/** Another text for every content that the file had; a rotation puts a new file in its place. */
function versionOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  return found === undefined ? 'none' : `${found.ino} ${found.mtimeMs} ${found.size}`;
}

/** Puts other keys into the file, whole or not at all. @param keys as text, the current one first */
export function writeSealingKeys(config: Pick<Config, 'dataDir'>, keys: readonly string[]): void {
  const file = sealingKeyFile(config);
  writeFileSync(`${file}.new`, `${keys.join('\n')}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** Keys of a text. @throws SealBroken where one is not 32 bytes in base64 */
export function readSealingKeys(text: string): Buffer[] {
  const keys = text.split(/[\s,]+/).filter((line) => line !== '');
  return keys.map((line) => {
    const key = Buffer.from(line, 'base64');
    if (key.length !== KEY_BYTES || !/^[A-Za-z0-9+/]{43}=$/.test(line))
      throw new SealBroken('A sealing key is 32 random bytes in base64: openssl rand -base64 32');
    return key;
  });
}

/** @param keys the current one first */
export function sealingWith(keys: readonly Buffer[]): Keyring {
  const [current] = keys;
  if (!current) throw new SealBroken('There is no sealing key');
  const byId = new Map(keys.map((key) => [idOf(key).toString('hex'), key]));
  const keyIdOf = (sealed: Buffer) => sealed.subarray(0, ID_BYTES).toString('hex');
  return {
    currentKeyId: idOf(current).toString('hex'),
    holds: (keyId) => byId.has(keyId),
    keyIdOf,
    seal(plain, context) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, current, nonce).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(plain), cipher.final()]);
      return Buffer.concat([idOf(current), nonce, cipher.getAuthTag(), body]);
    },
    open(sealed, context) {
      const key = byId.get(keyIdOf(sealed));
      if (!key || sealed.length < HEAD_BYTES) throw new SealBroken(`No sealing key ${keyIdOf(sealed)} is known here`);
      const nonce = sealed.subarray(ID_BYTES, ID_BYTES + NONCE_BYTES);
      const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
        .setAAD(Buffer.from(context))
        .setAuthTag(sealed.subarray(ID_BYTES + NONCE_BYTES, HEAD_BYTES));
      try {
        return Buffer.concat([decipher.update(sealed.subarray(HEAD_BYTES)), decipher.final()]);
      } catch (cause) {
        throw new SealBroken('What was sealed was changed, or belongs elsewhere', { cause });
      }
    },
  };
}

/** The first bytes of its hash name a key without telling of it. */
const idOf = (key: Buffer) => createHash('sha256').update('sealing key').update(key).digest().subarray(0, ID_BYTES);

/** Several processes may start at once: whoever comes second reads what the first has written. */
function readOrMakeFile(config: Pick<Config, 'dataDir'>): string {
  const file = sealingKeyFile(config);
  mkdirSync(config.dataDir, { recursive: true });
  try {
    writeFileSync(file, `${newSealingKey()}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return readFileSync(file, 'utf8');
}
