// Whether the server runs out of room, asked once a minute: staff must know it before it happens.
import { useQuery } from '@tanstack/react-query';
import { getJson } from './http.ts';

/** The part of GET /api/health that a screen needs; sizes in bytes. */
interface Room {
  readonly storage: {
    readonly state: 'ok' | 'low' | 'unknown';
    readonly freeBytes: number | null;
    readonly fullInDays: number | null;
  } | null;
}

const ASK_MS = 60_000;

/** The room that is left where it is short; undefined where it is not, or is not known. */
export function useShortRoom(): { freeGb: number; fullInDays: number | null } | undefined {
  const { data } = useQuery({
    queryKey: ['platform', 'storage'],
    queryFn: ({ signal }) => getJson<Room>('/api/health', signal),
    refetchInterval: ASK_MS,
    retry: false,
  });
  const storage = data?.storage;
  if (!storage || storage.state !== 'low' || storage.freeBytes === null) return undefined;
  return { freeGb: storage.freeBytes / 1e9, fullInDays: storage.fullInDays };
}
