// Who may do what with an import of several areas, and whose word ends work that is under way.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database, Db } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import { cancel, orderRun, orderUndo, type Importer } from '../../server/imports/acts.ts';
import { workshopOf } from '../../server/imports/workshop.ts';
import { batchFor, type Sight } from '../../server/platform/live-batch.ts';
import type { Services } from '../../server/platform/services.ts';
import { EAST, WEST } from '../incidents/town.ts';
import { checkedFile, csv, get, line, MAPPING, openHouse, post, worked, writtenFile, type House } from './house.ts';

const BOTH = { areas: [WEST.county, EAST.county], actor: 'li' };
const FILE = csv(line('H-1', '一号站'), line('H-2', '二号站', 120.3));

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
beforeEach(async () => {
  await house.database.owner.many(
    sql`TRUNCATE hazards.hazard, hazards.hazard_history, hazards.sharing, hazards.assessment, imports.import, imports.staged_row`,
  );
});
afterAll(() => house.close());

const codes = async () =>
  (await house.database.owner.many<{ code: string }>(sql`SELECT code FROM hazards.hazard ORDER BY code`)).map(
    ({ code }) => code,
  );

it.each([WEST.county, EAST.county])('is not there for staff of one of its areas alone (%s)', async (county) => {
  const one = { areas: [county], actor: 'wang' };
  const { id } = await checkedFile(house, FILE, BOTH);
  const order = { mapping: MAPPING, crs: 'wgs84' };
  const answers = [
    ...(await Promise.all(['', '/rows', '/preview', '/refused.csv'].map((what) => get(house, `${id}${what}`, one)))),
    await post(house, `${id}/sample`, order, one),
    await post(house, `${id}/inspection`, {}, one),
    await post(house, `${id}/check`, order, one),
    await post(house, `${id}/run`, {}, one),
    await post(house, `${id}/cancellation`, {}, one),
    await post(house, `${id}/undo`, {}, one),
    await house.as(one).inject({ method: 'DELETE', url: `/api/imports/${id}` }),
  ];
  expect(answers.map(({ statusCode }) => statusCode)).toEqual(answers.map(() => 404));
  expect((await get(house, '', one)).json()).toEqual({ items: [], next: null, total: 0 });
  expect((await get(house, id)).json()).toMatchObject({ state: 'checked' });
  // Nor does the database itself let them.
  const db = house.database.as({ role: 'staff', ...one });
  expect(await db.many(sql`SELECT id FROM imports.import`)).toEqual([]);
  expect(await db.many(sql`SELECT row FROM imports.staged_row`)).toEqual([]);
  expect(await db.many(sql`DELETE FROM imports.staged_row RETURNING row`)).toEqual([]);
  expect(await db.many(sql`UPDATE imports.import SET state = 'writing' RETURNING id`)).toEqual([]);
  expect(await db.many(sql`DELETE FROM imports.import RETURNING id`)).toEqual([]);
});

it.each([
  ['who brought it', BOTH],
  ['somebody of the whole city', { areas: ['3202'], actor: 'zhao' }],
])('is listed for %s', async (_whom, scope) => {
  const { id } = await checkedFile(house, FILE, BOTH);
  expect((await get(house, '', scope)).json()).toMatchObject({ items: [{ id, state: 'checked' }], total: 1 });
});

describe('what is told live', () => {
  const ALL = { areas: ['3202'], departments: ['*'] };
  let before: number;
  beforeEach(async () => {
    before = (await house.events.marks('imports')).head;
  });

  /** What the line tells somebody who sees so far. */
  async function heard(sight: Sight) {
    return batchFor('imports', await house.events.after(before, 'imports'), sight).events;
  }

  it('is that an import has moved on, and nothing of the file', async () => {
    const { id } = await checkedFile(house, FILE, BOTH);
    const told = await heard(ALL);
    expect(told.map(({ body }) => body)).toEqual(['inspected', 'checking', 'checked'].map((state) => ({ id, state })));
  });

  it('does not reach who holds one of its areas alone, at its end neither', async () => {
    const { id } = await checkedFile(house, FILE, BOTH);
    await house.as(BOTH).inject({ method: 'DELETE', url: `/api/imports/${id}` });
    expect(await heard({ areas: [WEST.county], departments: ['*'] })).toEqual([]);
    expect(await heard({ areas: [EAST.county], departments: ['*'] })).toEqual([]);
    const whole = await heard({ areas: BOTH.areas, departments: ['*'] });
    expect(whole.map(({ gone, body }) => gone ?? body)).toEqual([
      ...['inspected', 'checking', 'checked'].map((state) => ({ id, state })),
      true,
    ]);
    // Of all departments it was brought: one of them is not all of them.
    expect(await heard({ areas: BOTH.areas, departments: ['health'] })).toEqual([]);
  });

  it('does not reach who is of one of its departments alone', async () => {
    const both = { areas: [WEST.county], departments: ['fire-rescue', 'health'], actor: 'li' };
    await checkedFile(house, csv(line('H-1', '一号站')), both);
    expect(await heard({ ...both, departments: ['health'] })).toEqual([]);
    expect(await heard(both)).toHaveLength(3);
  });

  it('does not reach the other departments of the area, at its end neither', async () => {
    const fire = { areas: [WEST.county], departments: ['fire-rescue'], actor: 'li' };
    const { id } = await checkedFile(house, csv(line('H-1', '一号站')), fire);
    await house.as(fire).inject({ method: 'DELETE', url: `/api/imports/${id}` });
    const states = ({ gone, body }: { gone?: unknown; body?: unknown }) => (gone ? 'gone' : body);
    expect((await heard(fire)).map(states)).toEqual([
      ...['inspected', 'checking', 'checked'].map((state) => ({ id, state })),
      'gone',
    ]);
    expect(await heard({ ...fire, departments: ['health'] })).toEqual([]);
    expect(await heard({ ...fire, departments: [] })).toEqual([]);
  });
});

it('is run by whoever holds all of its areas', async () => {
  const { id } = await checkedFile(house, FILE, BOTH);
  expect((await post(house, `${id}/run`)).statusCode).toBe(202);
  expect(await worked(house, id)).toMatchObject({ state: 'done' });
  expect(await codes()).toEqual(['H-1', 'H-2']);
});

function gateway() {
  let open!: () => void;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}

/** Services whose work on imports stands before its first transaction, or at its beginning, until it is let go. */
function held(where: 'before' | 'within' = 'before') {
  const [reached, gate] = [gateway(), gateway()];
  const as: Database['as'] = (scope): Db => {
    const db = house.database.as(scope);
    return {
      ...db,
      transaction: async (work) => {
        const wait = async () => {
          reached.open();
          await gate.opened;
        };
        if (where === 'before') await wait();
        return db.transaction(async (tx) => {
          if (where === 'within') await wait();
          return work(tx);
        });
      },
    };
  };
  const services: Services = { ...house.services, database: { ...house.database, as } };
  return {
    services,
    isReached: reached.opened,
    async finish() {
      gate.open();
      await workshopOf(services).wake();
    },
  };
}

const importer = (areas: readonly string[] = ['3202']): Importer => ({
  db: house.database.as({ role: 'staff', areas, departments: ['*'], actor: 'wang' }),
  actor: 'wang',
  by: '王',
  areas,
  mayLimit: true,
});

it('goes on where staff of another area would cancel it: to them it is not there', async () => {
  const west = { areas: [WEST.county], actor: 'li' };
  const { id } = await checkedFile(house, csv(line('H-1', '一号站')), west);
  const { services, isReached, finish } = held();
  await orderRun(services, importer(west.areas), id, { partial: false });
  await isReached;
  await expect(cancel(services, importer([EAST.county]), id)).rejects.toMatchObject({ status: 404 });
  await finish();
  expect(await worked(house, id)).toMatchObject({ state: 'done' });
  expect(await codes()).toEqual(['H-1']);
});

it('ends where its own staff cancel it, and nothing is written', async () => {
  const { id } = await checkedFile(house, FILE);
  const { services, isReached, finish } = held('within');
  await orderRun(services, importer(), id, { partial: false });
  await isReached;
  const asked = cancel(services, importer(), id);
  // The embedded database answers when the transaction is over.
  if (services.database.engine !== 'embedded') await asked;
  await finish();
  await asked;
  expect(await worked(house, id)).toMatchObject({ state: 'cancelled' });
  expect(await codes()).toEqual([]);
});

it('is taken back to the end: an undo cannot be cancelled', async () => {
  const { id } = await writtenFile(house, FILE);
  const { services, isReached, finish } = held();
  await orderUndo(services, importer(), id);
  await isReached;
  await expect(cancel(services, importer(), id)).rejects.toMatchObject({ status: 409 });
  await finish();
  expect(await worked(house, id)).toMatchObject({ state: 'undone', failure: null });
  expect(await codes()).toEqual([]);
});
