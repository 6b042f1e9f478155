import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import { capabilities } from '../../server/capabilities.ts';
import { openHouse, reported, send, aReport, staff, type House } from '../incidents/house.ts';
import { IN_WEST } from '../incidents/town.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

/** Runs a command as the command line does; answers what it printed. */
async function run(name: string): Promise<string[]> {
  const lines: string[] = [];
  const command = capabilities.flatMap(({ commands = [] }) => commands).find((one) => one.name === name)!;
  expect(await command.run(house.services, [], { print: (line) => lines.push(line), cwd: '.', serving: false })).toBe(
    0,
  );
  return lines;
}

/** The words that only made-up rows hold, looked for in every table of every schema of the house. */
async function tracesOf(word: string): Promise<string[]> {
  const { owner } = house.database;
  const tables = await owner.many<{ schema: string; name: string }>(sql`
    SELECT table_schema AS schema, table_name AS name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema', 'public')`);
  const found = await Promise.all(
    tables.map(async ({ schema, name }) => {
      const row = await owner.one<{ n: number }>(
        sql`SELECT (xpath('/row/n/text()', query_to_xml(format('SELECT count(*) AS n FROM %I.%I t WHERE t::text LIKE %L', ${schema}::text, ${name}::text, ${`%${word}%`}::text), false, true, '')))[1]::text::integer AS n`,
      );
      return row!.n > 0 ? [`${schema}.${name}`] : [];
    }),
  );
  return found.flat();
}

it('removes every trace of made-up incidents but what was done, says how many, and leaves the real ones alone', async () => {
  const real = await reported(house, { title: '真实事件' });
  const made = await Promise.all(
    Array.from({ length: 3 }, () =>
      reported(house, { title: '演示痕迹', demo: true, externalId: crypto.randomUUID() }),
    ),
  );
  const [first, second, third] = made;
  house.clock.advance(60); // what was so for no time at all leaves no history
  await staff(house, 'POST', `/${first!.id}/acknowledgement`, { revision: 1 });
  await staff(house, 'POST', `/${first!.id}/closure`, { revision: 2, text: '演示痕迹' });
  await staff(house, 'POST', `/${second!.id}/duplicate-mark`, { revision: 1, of: third!.id });
  await staff(house, 'PUT', `/${third!.id}/location`, { revision: 2, point: [IN_WEST[0] + 0.01, IN_WEST[1]] });
  expect(await tracesOf('演示痕迹')).toEqual(
    expect.arrayContaining([
      'audit.entry',
      'incidents.entry',
      'incidents.incident',
      'incidents.incident_history',
      'platform.event',
    ]),
  );

  expect(await run('demo clear')).toContain('incidents: 3 removed');

  expect(await tracesOf('演示痕迹')).toEqual(['audit.entry']);
  expect((await staff(house, 'GET', '')).json()).toEqual([real]);
  expect(await run('demo clear')).toContain('incidents: 0 removed');
});

it('tells the open screens what is gone, by id alone', async () => {
  const made = await reported(house, { title: '演示痕迹', demo: true });
  await run('demo clear');
  const [event] = (await house.events.after(0, 'incidents')).slice(-1);
  expect(event).toMatchObject({ id: made.id, body: {}, visibleTo: [], left: [made.divisionPath] });
});

it('opens a real incident again that was marked as repeating a made-up one', async () => {
  const made = await reported(house, { demo: true });
  const real = await reported(house, { title: '真实重复' });
  await staff(house, 'POST', `/${real.id}/duplicate-mark`, { revision: 1, of: made.id });
  await run('demo clear');
  const now = (await staff(house, 'GET', `/${real.id}`)).json();
  expect(now).toMatchObject({ state: 'reported', duplicateOf: null, duplicateOfNumber: null });
  const [event] = (await house.events.after(0, 'incidents')).slice(-1);
  expect(event).toMatchObject({
    name: 'incidents.reopened',
    id: real.id,
    body: { state: 'reported', revision: now.revision },
  });
});

it('takes the same made-up report again after a clearing: its key is forgotten too', async () => {
  const report = aReport({ demo: true, externalId: 'AGAIN' });
  await send(house, report, { key: 'again' });
  await run('demo clear');
  expect((await send(house, report, { key: 'again' })).statusCode).toBe(201);
});
