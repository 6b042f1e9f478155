// What is sealed under keys that are not here.
import type { Services } from '../platform/services.ts';
import { SealBroken } from '../platform/sealing.ts';
import { sealedThings, type SealedThing } from './sealed-things.ts';

export interface Lost {
  readonly name: string;
  readonly keyId: string;
  readonly count: number;
}

/** What cannot be opened, by kind and key. */
export async function findLost(services: Pick<Services, 'db' | 'sealing'>): Promise<Lost[]> {
  const lost: Lost[] = [];
  for (const thing of sealedThings)
    for (const { keyId, count } of await thing.count(services.db))
      if (!(await doesOpen(services, thing, keyId))) lost.push({ name: thing.name, keyId, count });
  return lost;
}

/** Whether the key of some things is here and fits. */
export async function doesOpen(
  { db, sealing }: Pick<Services, 'db' | 'sealing'>,
  thing: SealedThing,
  keyId: string,
): Promise<boolean> {
  const row = await thing.findOneUnder(db, keyId);
  return row === undefined || reopen(() => sealing.open(row.sealed, row.context)) !== undefined;
}

/** Undefined where it cannot be opened. */
export function reopen(open: () => Buffer): Buffer | undefined {
  try {
    return open();
  } catch (error) {
    if (error instanceof SealBroken) return undefined;
    throw error;
  }
}
