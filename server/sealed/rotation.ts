// Rotation: a new key, everything sealed anew in batches, the old key put away when nothing needs it. It goes on where it was broken off.
import { appendFileSync, readFileSync } from 'node:fs';
import type { Services } from '../platform/services.ts';
import { newSealingKey, SealBroken, sealingKeyFile, writeSealingKeys } from '../platform/sealing.ts';
import { record } from '../audit/record.ts';
import { findKeyInForce, putInForce } from './key-in-force.ts';
import { doesOpen, reopen } from './lost.ts';
import { sealedThings, type SealedThing } from './sealed-things.ts';

const BATCH = 200;

export interface Rotation {
  readonly sealedAnew: number;
  /** Under keys that are not here. */
  readonly lost: number;
  /** Where the old keys went; undefined where they are configured, or still needed. */
  readonly retiredTo: string | undefined;
}

type Needed = Pick<Services, 'db' | 'sealing' | 'config'>;

/**
 * @param given.isKeyLost the key in force will not come back: go on without it
 * @throws SealBroken where keys are missing that cannot be read at all, or the one in force is not here
 */
export async function rotate(services: Needed, given: { readonly isKeyLost?: boolean } = {}): Promise<Rotation> {
  const { db, sealing, config } = services;
  const inForce = await findKeyInForce(db);
  if (inForce !== undefined && !sealing.holds(inForce) && !given.isKeyLost)
    throw new SealBroken(`Sealing key ${inForce} is in force and not here. Bring it back, or say --key-lost`);
  if (config.sealingKeys === undefined && !(await isBrokenOff(services))) addKey(services);
  await putInForce(db, sealing.currentKeyId);
  sealing.noteForeign(false);
  const done = { sealedAnew: 0, lost: 0 };
  for (const thing of sealedThings) {
    const { sealedAnew, lost } = await sealAnew(services, thing);
    done.sealedAnew += sealedAnew;
    done.lost += lost;
  }
  const retiredTo = await retireKeys(services);
  await db.transaction((tx) =>
    record(tx, { act: 'sealed:rotate', object: `sealed.key/${sealing.currentKeyId}`, after: done }),
  );
  return { ...done, retiredTo };
}

/** Things that open, under another key than the current one: a rotation was not finished. */
async function isBrokenOff({ db, sealing }: Needed): Promise<boolean> {
  for (const thing of sealedThings)
    for (const { keyId } of await thing.count(db))
      if (keyId !== sealing.currentKeyId && (await doesOpen({ db, sealing }, thing, keyId))) return true;
  return false;
}

/** The key before it is made where there was none yet. */
function addKey({ config, sealing }: Needed): void {
  if (!sealing.holds(sealing.currentKeyId)) return;
  writeSealingKeys(config, [newSealingKey(), ...keysOfFile(config)]);
}

const keysOfFile = (config: Needed['config']) =>
  readFileSync(sealingKeyFile(config), 'utf8')
    .split(/[\s,]+/)
    .filter((line) => line !== '');

async function sealAnew({ db, sealing }: Needed, thing: SealedThing): Promise<{ sealedAnew: number; lost: number }> {
  let after = '';
  let sealedAnew = 0;
  let lost = 0;
  for (;;) {
    const rows = await db.transaction(async (tx) => {
      const found = await thing.lockUnderOtherKeys(tx, sealing.currentKeyId, after, BATCH);
      for (const { id, sealed, context } of found) {
        const plain = reopen(() => sealing.open(sealed, context));
        if (plain) await thing.write(tx, id, sealing.seal(plain, context));
        if (plain) sealedAnew += 1;
        else lost += 1;
      }
      return found;
    });
    if (rows.length < BATCH) return { sealedAnew, lost };
    after = rows.at(-1)!.id;
  }
}

/** Old keys leave the file when nothing is sealed with them, while nobody can write; they are kept beside it for the backups made before. */
function retireKeys({ db, sealing, config }: Needed): Promise<string | undefined> {
  return db.transaction(async (tx) => {
    for (const thing of sealedThings) await thing.hold(tx);
    const counts = await Promise.all(sealedThings.map((thing) => thing.count(tx)));
    const isNeeded = counts.flat().some(({ keyId }) => keyId !== sealing.currentKeyId);
    if (config.sealingKeys !== undefined || isNeeded) return undefined;
    const [current = '', ...old] = keysOfFile(config);
    if (old.length === 0) return undefined;
    const retired = `${sealingKeyFile(config)}.retired`;
    appendFileSync(retired, `${old.join('\n')}\n`, { mode: 0o600 });
    writeSealingKeys(config, [current]);
    return retired;
  });
}
