// How the server is, asked once a minute by all parts that say something of it.
import { useQuery } from '@tanstack/react-query';
import { hearServerTime } from './clock.ts';
import { getJson } from './http.ts';

/** The parts of GET /api/health that a screen needs; sizes in bytes. */
interface Health {
  readonly faults: readonly string[];
  readonly storage: {
    readonly state: 'ok' | 'low' | 'unknown';
    readonly freeBytes: number | null;
    readonly fullInDays: number | null;
  } | null;
  /** Seconds by which the clock of the database is ahead of the server's. */
  readonly databaseAheadS: number | null;
  readonly at: string;
}

const ASK_MS = 60_000;

/** As last heard; undefined before that. */
export function useHealth(): Health | undefined {
  const { data } = useQuery({
    queryKey: ['platform', 'health'],
    queryFn: async ({ signal }) => {
      const health = await getJson<Health>('/api/health', signal);
      hearServerTime(health.at);
      return health;
    },
    refetchInterval: ASK_MS,
    retry: false,
  });
  return data;
}
