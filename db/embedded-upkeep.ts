// What a PostgreSQL server does by itself and the embedded engine does not: checkpoints, dead rows, statistics.
import type { DatabaseLog } from './connection.ts';
import type { EmbeddedEngine } from './embedded-engine.ts';
import { takeRole } from './embedded-session.ts';
import type { Turns } from './turns.ts';

const EVERY_MS = 60_000;
const DEADLINE_MS = 120_000;

/** Tables with more than a tenth (and 500) of their rows changed since the last look, five at a time. */
const UNTIDY = `
  SELECT relid::regclass::text FROM pg_stat_user_tables
   WHERE greatest(n_mod_since_analyze, n_dead_tup) > 500 + n_live_tup / 10 ORDER BY n_mod_since_analyze DESC LIMIT 5`;

/** Tidies once a minute, each table in a turn of its own so that requests come in between. */
export function keepTidy(engine: EmbeddedEngine, turns: Turns, log: DatabaseLog): { stop(): void } {
  let stopped = false;
  const asOwner = (text: string) =>
    turns.take(async () => {
      if (!engine.isOpen) return [];
      await engine.query('RESET ROLE', [], DEADLINE_MS);
      try {
        return (await engine.query(text, [], DEADLINE_MS)).rows;
      } finally {
        await takeRole(engine);
      }
    });
  const tidy = async (): Promise<void> => {
    await asOwner('CHECKPOINT');
    for (const [table] of await asOwner(UNTIDY)) if (!stopped) await asOwner(`VACUUM (ANALYZE) ${table}`);
  };
  const timer = setInterval(() => {
    tidy().catch((error: unknown) => {
      if (!stopped) log.warn({ err: error }, 'The embedded database could not be tidied');
    });
  }, EVERY_MS);
  timer.unref();
  return {
    stop: () => {
      stopped = true;
      clearInterval(timer);
    },
  };
}
