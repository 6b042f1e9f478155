// Whether the server runs out of room: staff must know it before it happens.
import { useHealth } from './health.ts';

/** The room that is left where it is short; undefined where it is not, or is not known. */
export function useShortRoom(): { freeGb: number; fullInDays: number | null } | undefined {
  const storage = useHealth()?.storage;
  if (!storage || storage.state !== 'low' || storage.freeBytes === null) return undefined;
  return { freeGb: storage.freeBytes / 1e9, fullInDays: storage.fullInDays };
}
