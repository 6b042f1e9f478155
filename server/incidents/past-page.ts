// Pages of incidents that are over. The cursor is where the last page ended: its time and id.
import type { Static } from 'typebox';
import type { Db } from '../../db/connection.ts';
import type { Moment } from '../platform/moment.ts';
import { pageOf, readTimeCursor } from '../platform/page.ts';
import { Problem } from '../platform/problem.ts';
import type { IncidentPage } from './contract.ts';
import { countPastIncidents, findPastIncidents, type PageStart } from './store.ts';

/** @throws Problem 400 for a cursor that is none of ours */
export async function findPastPage(
  db: Db,
  state: 'closed' | 'duplicate',
  { limit, after, moment }: { limit: number; after?: string | undefined; moment: Moment },
): Promise<Static<typeof IncidentPage>> {
  const found = await findPastIncidents(db, state, {
    limit: limit + 1,
    after: after === undefined ? undefined : readCursor(after),
    moment,
  });
  return pageOf(
    found,
    limit,
    await countPastIncidents(db, state, moment),
    ({ receivedAt, id }) => `${receivedAt}_${id}`,
  );
}

function readCursor(text: string): PageStart {
  const position = readTimeCursor(text);
  if (!position) throw new Problem(400, 'wrong-cursor', 'This page cannot be continued: start again at the first');
  return { receivedAt: position.at, id: position.id };
}
