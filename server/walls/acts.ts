// What is done to a wall: each act is one transaction of change, audit record and event.
import type { Db, Tx } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import { record } from '../audit/record.ts';
import type { EventLog } from '../platform/event-log.ts';
import { Problem } from '../platform/problem.ts';
import { steer } from './algorithms/steer.ts';
import type { Wall, WallChange, WallCommand, WallRegistration, WallReport } from './contract.ts';
import { findWallOfCode, pair, unpair } from './pairing.ts';
import { addWall, changeWall, findWall, hearWall, lockWall, removeWall, showView, takeReport } from './store.ts';

export const noSuchWall = () => new Problem(404, 'no-such-wall', 'There is no such wall in your area');

export function register(db: Db, wall: WallRegistration, now: Date): Promise<Wall> {
  return db.transaction(async (tx) => {
    const added = await addWall(tx, wall, now);
    await record(tx, { act: 'walls:register', object: objectOf(added), after: { name: added.name } });
    return added;
  });
}

export function change(db: Db, events: EventLog, id: string, wanted: WallChange, now: Date): Promise<Wall> {
  return onWall(db, id, async (tx, wall) => {
    const changed = await changeWall(tx, wall, wanted, now);
    await record(tx, { act: 'walls:change', object: objectOf(wall), before: { name: wall.name }, after: wanted });
    await tell(tx, events, 'walls.changed', changed);
    return changed;
  });
}

export function forget(db: Db, events: EventLog, id: string): Promise<Wall> {
  return onWall(db, id, async (tx, wall) => {
    await removeWall(tx, id);
    await record(tx, { act: 'walls:forget', object: objectOf(wall), before: { name: wall.name } });
    await events.append(tx, { name: 'walls.forgotten', id, body: {}, visibleTo: [], left: [wall.divisionPath] });
    return wall;
  });
}

/**
 * The wall turned by itself, or a key was pressed at it. Nobody else needs to hear of it: what counts is that it is kept.
 * A report from before the latest command changes nothing; the answer brings the command once more.
 */
export function report(db: Db, id: string, told: WallReport, now: Date): Promise<Wall> {
  return onWall(db, id, (tx, wall) => {
    if (!wall.scenes.some(({ key }) => key === told.scene)) throw notOnWall();
    return told.revision === wall.revision ? takeReport(tx, wall, told, now) : hearWall(tx, wall, now);
  });
}

/** From a phone or from staff. A command that changes nothing is told to nobody. */
export function command(db: Db, events: EventLog, id: string, wanted: WallCommand, now: Date): Promise<Wall> {
  return onWall(db, id, async (tx, wall) => {
    const view = steer(wall, wanted);
    if (!view) throw notOnWall();
    if ((['scene', 'held', 'yesterday', 'focus'] as const).every((part) => view[part] === wall[part])) return wall;
    const shown = await showView(tx, wall, view, now);
    await record(tx, { act: 'walls:command', object: objectOf(wall), after: wanted });
    await tell(tx, events, 'walls.commanded', shown);
    return shown;
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
    const wall = (await findWall(tx, id))!;
    await tell(tx, events, 'walls.paired', wall);
    return { ...pairing, wall };
  });
}

/** Ends the pairing, at the wall or on the phone. */
export function endPairing(db: Db, events: EventLog, id: string): Promise<Wall> {
  return onWall(db, id, async (tx, wall) => {
    const ended = { ...wall, pairedAt: null };
    if (await unpair(tx, id)) await tell(tx, events, 'walls.unpaired', ended);
    return ended;
  });
}

function onWall(db: Db, id: string, act: (tx: Tx, wall: Wall) => Promise<Wall>): Promise<Wall> {
  return db.transaction(async (tx) => {
    const wall = await lockWall(tx, id);
    if (!wall) throw noSuchWall();
    return act(tx, wall);
  });
}

type Name = 'walls.changed' | 'walls.commanded' | 'walls.paired' | 'walls.unpaired';

const tell = (tx: Tx, events: EventLog, name: Name, wall: Wall) =>
  events.append(tx, { name, id: wall.id, body: wall, visibleTo: [wall.divisionPath] });

const objectOf = ({ id }: Wall) => `walls.wall/${id}`;
const notOnWall = () => new Problem(422, 'not-on-wall', 'The wall does not show that');
