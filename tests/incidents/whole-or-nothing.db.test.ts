// F10: whichever statement fails, nothing is left half-written, and nobody is told that it succeeded.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Db, Scope } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import { acknowledge, close, markDuplicate, note, relocate } from '../../server/incidents/acts.ts';
import { takeReport } from '../../server/incidents/intake.ts';
import { failingAt } from './failing-db.ts';
import { aReport, NOON, openHouse, reported, type House } from './house.ts';
import { IN_EAST } from './town.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

/** Every row that a report or an act may write, and the numbers that it may take. */
async function everything(): Promise<unknown> {
  const { owner } = house.database;
  return owner.one(sql`
    SELECT (SELECT json_agg(i ORDER BY i.id) FROM incidents.incident i)::text AS incidents,
           (SELECT json_agg(h ORDER BY h.id, h.revision) FROM incidents.incident_history h)::text AS history,
           (SELECT count(*) FROM incidents.entry) AS entries,
           (SELECT count(*) FROM incidents.receipt) AS receipts,
           (SELECT json_agg(p ORDER BY p.feed_id) FROM incidents.feed_pulse p)::text AS pulses,
           (SELECT json_agg(d ORDER BY d.day) FROM incidents.day_serial d)::text AS serials,
           (SELECT count(*) FROM audit.entry) AS audit,
           (SELECT json_agg(t ORDER BY t.name) FROM platform.topic t)::text AS topics,
           (SELECT count(*) FROM platform.event) AS events`);
}

/** Fails each statement in turn until the work comes through; answers how many statements it took. */
async function failEach(scope: Scope, work: (db: Db) => Promise<unknown>): Promise<number> {
  for (let k = 1; k <= 200; k += 1) {
    const before = await everything();
    const failing = failingAt(k, house.database.as(scope));
    const outcome = await work(failing.db).then(
      () => 'answered',
      () => 'failed',
    );
    if (!failing.hasFailed()) {
      expect(outcome).toBe('answered');
      return k - 1;
    }
    expect(outcome, `statement ${k}`).toBe('failed');
    expect(await everything(), `statement ${k}`).toEqual(before);
  }
  throw new Error('more than 200 statements');
}

const staffScope: Scope = { role: 'staff', areas: ['3202'], actor: 'demonstration' };
const deed = (id: string, revision = 1) => ({ id, revision, actor: '值班员', now: new Date(NOON) });

it('takes a report whole or not at all', async () => {
  const { id } = house.feeds.city;
  const delivery = {
    report: aReport({ externalId: 'F10', reporterContact: { phone: '13800001111' } }),
    idempotencyKey: 'f10',
    sender: { id, name: '城市接入' },
    now: new Date(NOON),
    sealing: house.services.sealing,
  };
  const scope: Scope = { role: 'feed', areas: ['3202'], actor: id };
  const statements = await failEach(scope, (db) => takeReport(db, house.events, delivery));
  expect(statements).toBeGreaterThan(8);
  const repeated = { ...delivery, idempotencyKey: 'f10-again' };
  expect(await failEach(scope, (db) => takeReport(db, house.events, repeated))).toBeGreaterThan(5);
});

it.each<[string, (db: Db, id: string, other: string) => Promise<unknown>]>([
  ['acknowledges', (db, id) => acknowledge(db, house.events, deed(id))],
  ['notes', (db, id) => note(db, house.events, { ...deed(id), text: '记' })],
  ['relocates', (db, id) => relocate(db, house.events, { ...deed(id), point: IN_EAST })],
  ['marks a duplicate', (db, id, other) => markDuplicate(db, house.events, { ...deed(id), of: other })],
])('%s whole or not at all', async (_act, work) => {
  const [incident, other] = [await reported(house), await reported(house)];
  expect(await failEach(staffScope, (db) => work(db, incident.id, other.id))).toBeGreaterThan(5);
});

it('closes whole or not at all', async () => {
  const { id } = await reported(house);
  await acknowledge(house.database.as(staffScope), house.events, deed(id));
  expect(await failEach(staffScope, (db) => close(db, house.events, { ...deed(id, 2), text: '完' }))).toBeGreaterThan(
    5,
  );
});

it('fails also where the caller catches the failed statement inside', async () => {
  const before = await everything();
  const { database } = house;
  const caught = database.as(staffScope).transaction(async (tx) => {
    await tx.one(sql`SELECT 1 / 0`).catch(() => undefined);
    return 'done';
  });
  await expect(caught).rejects.toThrow();
  expect(await everything()).toEqual(before);
});
