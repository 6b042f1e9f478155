// What has ended stays so by plain SQL too, and two who share one thing at once see one another's lines.
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Db } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import { somebodyIn } from '../identity/administration/somebody-in.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { settle } from '../support/builders/city.ts';
import { twoCounties } from '../support/builders/grids.ts';
import { aHazard } from '../support/builders/hazards.ts';
import { describeOn } from '../support/one-engine.ts';

let app: TestApp;
let holder: Db;
let id: string;
beforeAll(async () => {
  app = await startApp();
  await settle(app, { ...twoCounties(), hazards: [aHazard()] });
  holder = app.database.as({ role: 'staff', areas: ['320205'], departments: ['*'], actor: 'owner' });
  id = (await app.database.owner.one<{ id: string }>(sql`SELECT id FROM hazards.hazard`))!.id;
});
beforeEach(() => app.database.owner.one(sql`DELETE FROM hazards.sharing`));
afterAll(() => app.close());

const share = (db: Db, path: string) =>
  db.one(sql`
    INSERT INTO hazards.sharing (thing_id, path, from_path, actor, reason)
    VALUES (${id}, ${path}, '320205', 'owner', '界河上游') RETURNING id`);
const end = (db: Db, path: string) =>
  db.one(sql`
    UPDATE hazards.sharing SET ended_at = platform.now(), ended_by = 'owner' WHERE thing_id = ${id} AND path = ${path} RETURNING id`);
const sharedWith = async () =>
  (await app.database.owner.one<{ paths: string[] }>(sql`SELECT shared_with AS paths FROM hazards.hazard`))!.paths;

it('a line that has ended is not opened again under the name of who opened it', async () => {
  await share(holder, '320213');
  await end(holder, '320213');
  await expect(holder.one(sql`UPDATE hazards.sharing SET ended_at = NULL, ended_by = NULL`)).rejects.toThrow(
    /stays so/,
  );
  expect(await sharedWith()).toEqual([]);
  await share(holder, '320213'); // by a line of its own it is
  expect(await sharedWith()).toEqual(['320213']);
});

it('a session that has ended is not opened again by whose it was', async () => {
  const { id: person, scope, ask } = await somebodyIn(app, 'manager', ['320205']);
  await app.database.owner.one(sql`
    INSERT INTO identity.session (token_hash, person_id, opened_at, seen_at, idle_s, expires_at, opened_by, ended_at, ended_why)
    SELECT sha256('another'), person_id, opened_at, seen_at, idle_s, expires_at, opened_by, seen_at, 'signed-out'
      FROM identity.session WHERE person_id = ${person} RETURNING id`);
  const opened = app.database.as(scope).one(sql`
    UPDATE identity.session SET ended_at = NULL, ended_why = NULL WHERE ended_at IS NOT NULL RETURNING id`);
  await expect(opened).rejects.toThrow(/stays so/);
  expect((await ask('GET', '/sessions')).body).toHaveLength(1);
});

describeOn('postgres', 'there one transaction comes after the other', () => {
  it('who shares while another ends does not share again what was ended', async () => {
    await share(holder, '320213');
    const [ended, commit] = [gateway(), gateway()];
    const ending = holder.transaction(async (tx) => {
      await end(tx, '320213');
      ended.open();
      await commit.opened;
    });
    await ended.opened;
    const sharing = share(holder, '3203');
    await expect.poll(waiting, { timeout: 10_000 }).toBe(1);
    commit.open();
    await Promise.all([ending, sharing]);
    expect(await sharedWith()).toEqual(['3203']);
  });

  const waiting = async () =>
    (await app.database.owner.one<{ count: number }>(sql`
      SELECT count(*)::integer AS count FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%hazards.sharing%'`))!.count;
});

function gateway() {
  let open!: () => void;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}
