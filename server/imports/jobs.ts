// What runs beside the requests: the workshop, and the putting away of what is old.
import type { Job } from '../platform/capability.ts';
import { tidyImports } from './upkeep.ts';
import { WORK_CHANNEL, workshopOf } from './workshop.ts';

/** Work that another server left behind is found by looking, ms. */
const LOOK_MS = 5_000;
const TIDY_MS = 3600 * 1000;

export const importWork: Job = async (services) => {
  const { database, log } = services;
  const workshop = workshopOf(services);
  const look = () => void workshop.wake();
  const tidy = () =>
    void tidyImports(services).catch((error: unknown) => log.warn({ err: error }, 'Old imports could not be put away'));
  await workshop.takeOver();
  const unlisten = await database.listen(WORK_CHANNEL, look);
  const timers = [setInterval(look, LOOK_MS), setInterval(tidy, TIDY_MS)];
  look();
  tidy();
  return async () => {
    timers.forEach(clearInterval);
    await unlisten();
    await workshop.stop();
  };
};
