// A lost key is said at start, another one than the other servers' as soon as it is seen: what is sealed with it cannot be opened there.
import type { Job } from '../platform/capability.ts';
import { repeat } from '../platform/repeat.ts';
import { lookAtKeyInForce } from './key-in-force.ts';
import { findLost } from './lost.ts';

const EVERY_MS = 60_000;

/** Says it in the log; the server runs on. */
export const keyWatch: Job = async (services) => {
  for (const { name, keyId, count } of await findLost(services))
    services.log.error(
      { keyId, count },
      `${count} ${name} cannot be opened: their sealing key is not here. Bring SEALING_KEY or sealing.key back`,
    );
  await lookAtKeyInForce(services);
  return repeat(services, EVERY_MS, () => lookAtKeyInForce(services));
};
