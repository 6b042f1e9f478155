// Takes every made-up incident out again, with its story, its receipts, its past and what the log said of it.
import type { Tx } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import type { Services } from '../platform/services.ts';
import { tell } from './story.ts';

/** Answers how many incidents went. Open screens are told by id alone that they are gone; a real one that repeated one of them is open again. */
export async function clearDemoIncidents(tx: Tx, { events }: Pick<Services, 'events'>): Promise<number> {
  const freed = await tx.many<{ id: string }>(sql`
    SELECT real.id FROM incidents.incident real JOIN incidents.incident target ON target.id = real.duplicate_of
     WHERE target.demo AND NOT real.demo`);
  const gone = await tx.many<{ id: string; path: string; wasOpen: boolean }>(sql`
    SELECT id, division_path AS path, was_open AS "wasOpen" FROM incidents.clear_demo()`);
  const open = gone.filter(({ wasOpen }) => wasOpen);
  const told = open.map(({ id, path }) => ({
    name: 'incidents.removed' as const,
    id,
    body: {},
    visibleTo: [],
    left: [path],
  }));
  const openAgain = await Promise.all(freed.map(({ id }) => tell(tx, 'incidents.reopened', id)));
  await events.append(tx, ...told, ...openAgain.map(({ event }) => event));
  return gone.length;
}
