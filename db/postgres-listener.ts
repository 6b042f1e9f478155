// One connection that listens, and comes back by itself: notifications only wake, so a gap is closed by waking everyone.
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { DatabaseLog } from './connection.ts';
import { identifier, sql } from './sql.ts';

interface Listener {
  listen(channel: string, onWake: () => void): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/** Connects at the first `listen`. */
export function openListener(makeClient: () => pg.Client, log: DatabaseLog): Listener {
  const wakers = new Map<string, Set<() => void>>();
  const stop = new AbortController();
  let client: pg.Client | undefined;
  let connecting: Promise<void> | undefined;

  const wake = (channel: string): void => wakers.get(channel)?.forEach((onWake) => onWake());

  const connect = async (): Promise<void> => {
    const fresh = makeClient();
    fresh.on('error', (error) => log.warn({ reason: error.message }, 'The listening connection was lost'));
    fresh.on('notification', ({ channel }) => wake(channel));
    try {
      await fresh.connect();
      for (const channel of wakers.keys()) await fresh.query(listenTo(channel));
    } catch (error) {
      await fresh.end();
      throw error;
    }
    fresh.on('end', () => {
      client = undefined;
      if (!stop.signal.aborted) void reconnect().then(() => [...wakers.keys()].forEach(wake));
    });
    client = fresh;
  };

  const reconnect = (): Promise<void> => (connecting ??= keepTrying().finally(() => (connecting = undefined)));
  const keepTrying = async (): Promise<void> => {
    for (let pauseMs = 100; !stop.signal.aborted; pauseMs = Math.min(pauseMs * 2, 5_000)) {
      try {
        return await connect();
      } catch (error) {
        log.warn({ err: error, pauseMs }, 'Could not listen to the database');
        await sleep(pauseMs * (0.5 + Math.random() / 2), undefined, { ref: false });
      }
    }
  };

  return {
    listen: async (channel, onWake) => {
      const group = wakers.get(channel) ?? new Set();
      wakers.set(channel, group.add(onWake));
      if (!client) await reconnect();
      // Again, for a channel that came while the connection was being made. Where the line breaks just now, reconnecting listens.
      await client?.query(listenTo(channel)).catch((error: unknown) => log.warn({ err: error }, 'Could not listen'));
      return async () => {
        group.delete(onWake);
        if (group.size > 0 || !wakers.delete(channel)) return;
        await client?.query(`UN${listenTo(channel)}`);
      };
    },
    close: async () => {
      stop.abort();
      await connecting;
      await client?.end();
    },
  };
}

const listenTo = (channel: string): string => sql`LISTEN ${identifier(channel)}`.text;
