// What is done to a wall: each act is one transaction of change, audit record and event.
import type { Db, Tx } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import { record } from '../audit/record.ts';
import type { EventLog } from '../platform/event-log.ts';
import { Problem } from '../platform/problem.ts';
import { steer } from './algorithms/steer.ts';
import type { Wall, WallChange, WallCommand, WallNews, WallRegistration, WallReport } from './contract.ts';
import { findWallOfCode, pair, unpair } from './pairing.ts';
import {
  addWall,
  changeWall,
  findWall,
  hearWall,
  lockWall,
  removeWall,
  showView,
  takeReport,
  type Sight,
} from './store.ts';

export const noSuchWall = () => new Problem(404, 'no-such-wall', 'There is no such wall in your area');

export function register(db: Db, wall: WallRegistration, now: Date): Promise<Wall> {
  return db.transaction(async (tx) => {
    const added = (await findWall(tx, await addWall(tx, wall, now), 'own'))!;
    await record(tx, { act: 'walls:register', object: objectOf(added), after: { name: added.name } });
    return added;
  });
}

export function change(db: Db, events: EventLog, id: string, wanted: WallChange, now: Date): Promise<Wall> {
  return onWall(db, id, async (tx, wall) => {
    await changeWall(tx, wall, wanted, now);
    const changed = await shown(tx, id, 'own');
    await record(tx, { act: 'walls:change', object: objectOf(wall), before: { name: wall.name }, after: wanted });
    await tell(tx, events, 'walls.changed', changed);
    return changed;
  });
}

export function forget(db: Db, events: EventLog, id: string): Promise<void> {
  return onWall(db, id, async (tx, wall) => {
    await removeWall(tx, id);
    await record(tx, { act: 'walls:forget', object: objectOf(wall), before: { name: wall.name } });
    await events.append(tx, { name: 'walls.forgotten', id, body: {}, visibleTo: [], left: [wall.divisionPath] });
  });
}

/**
 * The wall turned by itself, or a key was pressed at it. Nobody else needs to hear of it: what counts is that it is kept.
 * A report from before the latest command changes nothing; the answer brings the command once more.
 */
export function report(db: Db, id: string, told: WallReport, now: Date): Promise<Wall> {
  return onWall(db, id, async (tx, wall) => {
    if (!wall.scenes.some(({ key }) => key === told.scene)) throw notOnWall();
    await (told.revision === wall.revision ? takeReport(tx, wall, told, now) : hearWall(tx, wall, now));
    return shown(tx, id, 'own');
  });
}

/** From a phone or from staff, whose the answer is. A command that changes nothing is told to nobody. */
export function command(
  db: Db,
  events: EventLog,
  id: string,
  { wanted, now, sight }: { readonly wanted: WallCommand; readonly now: Date; readonly sight: Sight },
): Promise<Wall> {
  return onWall(db, id, async (tx, wall) => {
    const view = steer({ ...wall, rows: (await shown(tx, id, sight)).rows }, wanted);
    if (!view) throw notOnWall();
    if ((['scene', 'held', 'yesterday', 'focus'] as const).every((part) => view[part] === wall[part]))
      return shown(tx, id, sight);
    await showView(tx, wall, view, now);
    await record(tx, { act: 'walls:command', object: objectOf(wall), after: wanted });
    const after = await shown(tx, id, sight);
    await tell(tx, events, 'walls.commanded', after);
    return after;
  });
}

/**
 * A phone shows a code: it becomes the remote of that wall, and no other phone is. The code is what lets it in.
 *
 * @param db   of the house: whoever holds a code is nobody yet
 * @param from the phone's address, for the record
 * @returns undefined where the code is wrong, used or too old
 */
export function pairByCode(
  db: Db,
  events: EventLog,
  { code, from, now }: { readonly code: string; readonly from: string; readonly now: Date },
): Promise<{ token: string; expiresAt: Date; wall: Wall } | undefined> {
  return db.transaction(async (tx) => {
    const id = await findWallOfCode(tx, code, now);
    if (id === undefined) return undefined;
    await tx.one(sql`SELECT set_config('app.from', ${from}, true)`);
    const pairing = await pair(tx, id, now);
    const wall = await shown(tx, id, 'phone');
    await tell(tx, events, 'walls.paired', wall);
    return { ...pairing, wall };
  });
}

/** Ends the pairing, at the wall or on the phone, which sees no wall from then on. */
export function endPairing(db: Db, events: EventLog, id: string, sight: Sight): Promise<Wall> {
  return onWall(db, id, async (tx) => {
    const ended = { ...(await shown(tx, id, sight)), pairedAt: null };
    if (await unpair(tx, id)) await tell(tx, events, 'walls.unpaired', ended);
    return ended;
  });
}

function onWall<Answer>(db: Db, id: string, act: (tx: Tx, wall: Wall) => Promise<Answer>): Promise<Answer> {
  return db.transaction(async (tx) => {
    const wall = await lockWall(tx, id);
    if (!wall) throw noSuchWall();
    return act(tx, wall);
  });
}

/** A wall that is there, for the one who asks. */
const shown = async (tx: Tx, id: string, sight: Sight) => (await findWall(tx, id, sight))!;

type Name = 'walls.changed' | 'walls.commanded' | 'walls.paired' | 'walls.unpaired';

/** Without the incidents: of those each asks for what he may see. */
const tell = (tx: Tx, events: EventLog, name: Name, { rows: _rows, focus: _focus, ...body }: Wall) =>
  events.append(tx, { name, id: body.id, body: body satisfies WallNews, visibleTo: [body.divisionPath] });

const objectOf = ({ id }: Wall) => `walls.wall/${id}`;
const notOnWall = () => new Problem(422, 'not-on-wall', 'The wall does not show that');
