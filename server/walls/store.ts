// Reads and writes the schema "walls".
import type { Db, Tx } from '../../db/connection.ts';
import { sql, type Sql } from '../../db/sql.ts';
import type { WallView } from './algorithms/steer.ts';
import type { Wall, WallChange, WallRegistration, WallReport } from './contract.ts';

/** Every column of a wall as its contract has it. A pairing that has ended by itself is none. */
const WALL = sql`
  w.id, w.name, w.division_path AS "divisionPath", w.scenes, w.scene, w.held, w.yesterday, w.focus, w.feed AS rows,
  w.since, w.revision, w.reported_at AS "reportedAt", p.paired_at AS "pairedAt"`;
const FROM = sql`walls.wall w LEFT JOIN walls.pairing p ON p.wall_id = w.id AND p.expires_at > platform.now()`;

export function findWalls(db: Db): Promise<Wall[]> {
  return db.many<Wall>(sql`SELECT ${WALL} FROM ${FROM} ORDER BY w.division_path, w.name, w.id`);
}

export function findWall(db: Db, id: string): Promise<Wall | undefined> {
  return db.one<Wall>(sql`SELECT ${WALL} FROM ${FROM} WHERE w.id = ${id}`);
}

/** As found, and nobody else changes it before this transaction ends; undefined too where the caller may only look. */
export async function lockWall(tx: Tx, id: string): Promise<Wall | undefined> {
  const locked = await tx.one(sql`SELECT w.id FROM walls.wall w WHERE w.id = ${id} FOR UPDATE`);
  return locked === undefined ? undefined : findWall(tx, id);
}

export async function addWall(tx: Tx, wall: WallRegistration, now: Date): Promise<Wall> {
  const row = await tx.one<{ id: string }>(sql`
    INSERT INTO walls.wall (name, division_path, scenes, scene, since, reported_at)
    VALUES (${wall.name}, ${wall.divisionPath}, ${JSON.stringify(wall.scenes)}::jsonb, ${wall.scenes[0]!.key}, ${now}, ${now})
    RETURNING id`);
  return (await findWall(tx, row!.id))!;
}

/** A new name, other scenes; where the shown scene is not among them, the first is shown. */
export async function changeWall(tx: Tx, wall: Wall, change: WallChange, now: Date): Promise<Wall> {
  const scenes = change.scenes ?? wall.scenes;
  const scene = scenes.some(({ key }) => key === wall.scene) ? wall.scene : scenes[0]!.key;
  return update(
    tx,
    wall.id,
    sql`name = ${change.name ?? wall.name}, scenes = ${JSON.stringify(scenes)}::jsonb, ${showing({ ...wall, scene }, now)}`,
  );
}

/** What a command made of it. */
export function showView(tx: Tx, wall: Wall, view: WallView, now: Date): Promise<Wall> {
  return update(tx, wall.id, showing(view, now));
}

/** What the wall says of itself, and that it lives. */
export function takeReport(tx: Tx, wall: Wall, report: WallReport, now: Date): Promise<Wall> {
  const feed = sql`feed = ${JSON.stringify(report.rows)}::jsonb, reported_at = ${now}`;
  const isNews = (['scene', 'held', 'yesterday', 'focus'] as const).some((part) => report[part] !== wall[part]);
  return update(tx, wall.id, isNews ? sql`${feed}, ${showing(report, now)}` : feed);
}

/** A wall that is behind says no more than that it lives. */
export function hearWall(tx: Tx, wall: Wall, now: Date): Promise<Wall> {
  return update(tx, wall.id, sql`reported_at = ${now}`);
}

const showing = ({ scene, held, yesterday, focus }: WallView, now: Date): Sql => sql`
  scene = ${scene}, held = ${held}, yesterday = ${yesterday}, focus = ${focus}, revision = revision + 1,
  since = CASE WHEN scene = ${scene} THEN since ELSE ${now}::timestamptz END`;

async function update(tx: Tx, id: string, changes: Sql): Promise<Wall> {
  await tx.one(sql`UPDATE walls.wall SET ${changes} WHERE id = ${id}`);
  return (await findWall(tx, id))!;
}

export async function removeWall(tx: Tx, id: string): Promise<boolean> {
  return (await tx.one(sql`DELETE FROM walls.wall WHERE id = ${id} RETURNING id`)) !== undefined;
}
