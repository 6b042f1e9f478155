// Photos that were brought and then not shown: the dialog was left, the note never sent.
import type { Job } from '../../platform/capability.ts';
import { removeLoosePhotos } from './store.ts';

const KEEP_MS = 24 * 3600 * 1000;
const EVERY_MS = 3600 * 1000;

/** Removes them after a day. */
export const pruneLoosePhotos: Job = async ({ db, clock, log }) => {
  const prune = async () => {
    const removed = await removeLoosePhotos(db, new Date(clock().getTime() - KEEP_MS));
    if (removed > 0) log.info({ photos: removed }, 'Photos that nobody shows were removed');
  };
  const timer = setInterval(
    () => void prune().catch((error: unknown) => log.warn({ error }, 'Loose photos could not be removed')),
    EVERY_MS,
  );
  return async () => clearInterval(timer);
};
