// A lost key is said at start: what is sealed with it is gone until it is brought back.
import type { Job } from '../platform/capability.ts';
import type { Services } from '../platform/services.ts';
import { doesOpen } from './rotation.ts';
import { sealedThings } from './sealed-things.ts';

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

/** Says it once, at start; the server runs on. */
export const keyWatch: Job = async (services) => {
  for (const { name, keyId, count } of await findLost(services))
    services.log.error(
      { keyId, count },
      `${count} ${name} cannot be opened: their sealing key is not here. Bring SEALING_KEY or sealing.key back`,
    );
  return async () => {};
};
