// Reads and writes the schema "walls".
import type { Db, Tx } from '../../db/connection.ts';
import { sql, type Sql } from '../../db/sql.ts';
import type { WallView } from './algorithms/steer.ts';
import type { Wall, WallChange, WallRegistration, WallReport } from './contract.ts';

/** Whose eyes the answer is for: a person's or a screen's own, or those of whoever stands before the wall, with a phone. */
export type Sight = 'own' | 'phone';

/** What a screen said of incidents is a copy: of it a reader is given what he may see himself, a phone what lies in the area of the wall. */
const SEEN: Readonly<Record<Sight, (incident: Sql) => Sql>> = {
  own: (incident) => sql`EXISTS (SELECT FROM incidents.incident i WHERE i.id = ${incident})`,
  phone: (incident) => sql`${incident} IN (SELECT walls.shown_on(w.id))`,
};
const KEPT = sql`
  w.id, w.name, w.division_path AS "divisionPath",
  coalesce((SELECT d.name FROM grids.division d WHERE d.path = w.division_path), w.division_path) AS area, w.scenes, w.scene, w.held, w.yesterday,
  w.since, w.revision, w.reported_at AS "reportedAt", p.paired_at AS "pairedAt"`;
/** A pairing that has ended by itself is none. */
const FROM = sql`walls.wall w LEFT JOIN walls.pairing p ON p.wall_id = w.id AND p.expires_at > platform.now()`;

/** Every column of a wall as its contract has it. */
const wallFor = (sight: Sight) => sql`
  ${KEPT}, CASE WHEN ${SEEN[sight](sql`w.focus`)} THEN w.focus END AS focus,
  (SELECT coalesce(json_agg(said.row ORDER BY said.no), '[]') FROM jsonb_array_elements(w.feed) WITH ORDINALITY AS said (row, no)
    WHERE ${SEEN[sight](sql`(said.row ->> 'id')::uuid`)}) AS rows`;

export function findWalls(db: Db): Promise<Wall[]> {
  return db.many<Wall>(sql`SELECT ${wallFor('own')} FROM ${FROM} ORDER BY w.division_path, w.name, w.id`);
}

export function findWall(db: Db, id: string, sight: Sight): Promise<Wall | undefined> {
  return db.one<Wall>(sql`SELECT ${wallFor(sight)} FROM ${FROM} WHERE w.id = ${id}`);
}

/**
 * As it is kept, whoever asks: to go on from, never to answer with. Nobody else changes it before this transaction ends;
 * undefined too where the caller may only look.
 */
export async function lockWall(tx: Tx, id: string): Promise<Wall | undefined> {
  const locked = await tx.one(sql`SELECT w.id FROM walls.wall w WHERE w.id = ${id} FOR UPDATE`);
  if (!locked) return undefined;
  return tx.one<Wall>(sql`SELECT ${KEPT}, w.focus, w.feed AS rows FROM ${FROM} WHERE w.id = ${id}`);
}

export async function addWall(tx: Tx, wall: WallRegistration, now: Date): Promise<string> {
  const row = await tx.one<{ id: string }>(sql`
    INSERT INTO walls.wall (name, division_path, scenes, scene, since, reported_at)
    VALUES (${wall.name}, ${wall.divisionPath}, ${JSON.stringify(wall.scenes)}::jsonb, ${wall.scenes[0]!.key}, ${now}, ${now})
    RETURNING id`);
  return row!.id;
}

/** A new name, other scenes; where the shown scene is not among them, the first is shown. */
export async function changeWall(tx: Tx, wall: Wall, change: WallChange, now: Date): Promise<void> {
  const scenes = change.scenes ?? wall.scenes;
  const scene = scenes.some(({ key }) => key === wall.scene) ? wall.scene : scenes[0]!.key;
  return update(
    tx,
    wall.id,
    sql`name = ${change.name ?? wall.name}, scenes = ${JSON.stringify(scenes)}::jsonb, ${showing({ ...wall, scene }, now)}`,
  );
}

/** What a command made of it. */
export function showView(tx: Tx, wall: Wall, view: WallView, now: Date): Promise<void> {
  return update(tx, wall.id, showing(view, now));
}

/** What the wall says of itself, and that it lives. */
export function takeReport(tx: Tx, wall: Wall, report: WallReport, now: Date): Promise<void> {
  const feed = sql`feed = ${JSON.stringify(report.rows)}::jsonb, reported_at = ${now}`;
  const isNews = (['scene', 'held', 'yesterday', 'focus'] as const).some((part) => report[part] !== wall[part]);
  return update(tx, wall.id, isNews ? sql`${feed}, ${showing(report, now)}` : feed);
}

/** A wall that is behind says no more than that it lives. */
export function hearWall(tx: Tx, wall: Wall, now: Date): Promise<void> {
  return update(tx, wall.id, sql`reported_at = ${now}`);
}

const showing = ({ scene, held, yesterday, focus }: WallView, now: Date): Sql => sql`
  scene = ${scene}, held = ${held}, yesterday = ${yesterday}, focus = ${focus}, revision = revision + 1,
  since = CASE WHEN scene = ${scene} THEN since ELSE ${now}::timestamptz END`;

async function update(tx: Tx, id: string, changes: Sql): Promise<void> {
  await tx.one(sql`UPDATE walls.wall SET ${changes} WHERE id = ${id}`);
}

export async function removeWall(tx: Tx, id: string): Promise<boolean> {
  return (await tx.one(sql`DELETE FROM walls.wall WHERE id = ${id} RETURNING id`)) !== undefined;
}
