// A backup brings everything back, from either engine; a broken one changes nothing.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { backUp } from '../../db/backup.ts';
import type { Database } from '../../db/connection.ts';
import { BackupError, restore } from '../../db/restore.ts';
import { sql, trusted } from '../../db/sql.ts';
import { openTestDatabase } from '../support/database.ts';

const NOW = new Date('2030-01-01T06:00:00Z');
const folder = mkdtempSync(join(tmpdir(), 'fengsui-backup-'));
const file = join(folder, 'city.backup');

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

/** Rows of every awkward kind, in tables that every version has. */
beforeEach(async () => {
  await database.owner.many(trusted(`
    DELETE FROM platform.event; DELETE FROM platform.topic; DELETE FROM platform.setting; DELETE FROM platform.layer_version;
    INSERT INTO platform.topic (name, seq) VALUES ('kept', 3000);
    INSERT INTO platform.event (topic, seq, name, id, at, body, visible_to)
      SELECT 'kept', i, 'kept.changed', i, timestamptz '2030-01-01Z' + i * interval '1 microsecond', jsonb_build_object('i', i, 'text', E'锡 "quoted" \\\\ \\n'), '{320205,320213}'
        FROM generate_series(1, 3000) AS i;
    INSERT INTO platform.setting VALUES ('nothing', 'null'), ('deep', '{"a": [1.50, "x", {"b": null}]}');
    SELECT platform.bump_layer('kept', '{320205}')`)); // prettier-ignore
});

const content = () =>
  database.owner.many(sql`
    SELECT 'event' AS table, count(*), md5(string_agg(event::text, ' ' ORDER BY seq)) AS hash FROM platform.event UNION ALL
    SELECT 'setting', count(*), md5(string_agg(setting::text, ' ' ORDER BY name)) FROM platform.setting UNION ALL
    SELECT 'topic', count(*), md5(string_agg(topic::text, ' ' ORDER BY name)) FROM platform.topic UNION ALL
    SELECT 'wall', count(*), md5(string_agg(wall::text, ' ' ORDER BY relation)) FROM platform.wall UNION ALL
    SELECT 'migration', count(*), md5(string_agg(migration::text, ' ' ORDER BY name)) FROM platform.migration UNION ALL
    SELECT 'foreign keys', count(*), md5(string_agg(conrelid::regclass || conname, ' ' ORDER BY conrelid::regclass::text, conname)) FROM pg_constraint WHERE contype = 'f' UNION ALL
    SELECT 'triggers', count(*), md5(string_agg(tgname, ' ' ORDER BY tgname)) FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'`);
const spoil = () =>
  database.owner.many(trusted(`DELETE FROM platform.event WHERE seq % 2 = 0; UPDATE platform.setting SET value = '0'`));

it('brings back every row, rule and number', async () => {
  const before = await content();
  const saved = await backUp(database, file, NOW);
  await spoil();
  expect(await content()).not.toEqual(before);
  expect(await restore(database, file)).toEqual(saved);
  expect(await content()).toEqual(before);
  expect(readdirSync(folder)).toEqual(['city.backup']);
});

it('saves one moment while rows are written', async () => {
  let done = false;
  let written = 0;
  const db = database.as({ role: 'job', areas: [], actor: 'a writer' });
  const write = async (): Promise<void> => {
    while (!done) {
      await db.transaction(async (tx) => {
        await tx.one(sql`INSERT INTO platform.setting VALUES (${`w${written}`}, '1')`);
        await tx.one(sql`UPDATE platform.topic SET seq = seq + 1 WHERE name = 'kept'`);
      });
      written += 1;
    }
  };
  const writing = write();
  while (written < 5) await db.one(sql`SELECT 1`);
  await backUp(database, file, NOW);
  done = true;
  await writing;
  await restore(database, file);
  const state = await database.owner.one<{ settings: number; seq: number }>(sql`
    SELECT (SELECT count(*) FROM platform.setting WHERE name LIKE 'w%') AS settings, seq - 3000 AS seq FROM platform.topic WHERE name = 'kept'`);
  expect(state!.settings).toBeGreaterThanOrEqual(5);
  expect(state!.settings).toBeLessThanOrEqual(written);
  expect(state!.seq).toBe(state!.settings); // both rows of each writing, or none
});

// A restore for each way of being broken: it takes its time.
it('leaves everything as it was where the file is broken', async () => {
  await backUp(database, file, NOW);
  const whole = readFileSync(file);
  const lines = gunzipSync(whole).toString().trimEnd().split('\n');
  const at = (start: string) => lines.findIndex((line) => line.startsWith(start));
  const edit = (line: number, text: string) => lines.with(line, text);
  const zip = (edited: readonly string[]) => gzipSync(edited.map((line) => `${line}\n`).join(''));
  const row = at('["kept","1500"');
  await spoil();
  const before = await content();
  for (const [what, bytes] of Object.entries({
    nothing: Buffer.alloc(0),
    text: Buffer.from('hello'),
    'half of it': whole.subarray(0, whole.length / 2),
    'a changed bit': Buffer.from(whole).fill(whole[5000]! ^ 1, 5000, 5001),
    'another file': zip(['{"hello": "world"}']),
    'no last line': zip(lines.slice(0, -1)),
    'a missing row': zip(lines.toSpliced(row, 1)),
    'a changed row': zip(edit(row, lines[row]!.replace('320213', '320214'))),
    'a foreign table': zip(
      edit(at('{"table":"platform.setting"'), '{"table":"pg_catalog.pg_authid","columns":["rolname"]}'),
    ),
    'a foreign version': zip(edit(0, lines[0]!.replace(/"hash":"./, '"hash":"_'))),
  })) {
    const broken = join(folder, 'broken.backup');
    writeFileSync(broken, bytes);
    await expect(restore(database, broken), what).rejects.toThrow(BackupError);
    expect(await content(), what).toEqual(before);
  }
  await expect(restore(database, join(folder, 'absent.backup'))).rejects.toThrow('cannot be read');
}, 240_000);

it('leaves no half file where it cannot finish', async () => {
  await expect(backUp(database, join(folder, 'absent', 'x.backup'), NOW)).rejects.toMatchObject({ code: 'ENOENT' });
  expect(readdirSync(folder).filter((name) => name.includes('unfinished'))).toEqual([]);
});

/** Tables that a backup leaves out, each with its reason. */
const LEFT_OUT = ['public.spatial_ref_sys']; // PostGIS brings its own

it('saves every table that there is, whichever migration made it', async () => {
  await backUp(database, file, NOW);
  const marks = gunzipSync(readFileSync(file))
    .toString()
    .split('\n')
    .filter((line) => line.startsWith('{"table"'));
  const saved = marks.map((line) => (JSON.parse(line) as { table: string }).table);
  const all = await database.owner.many<{ name: string }>(sql`
    SELECT format('%I.%I', nspname, relname) AS name FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
     WHERE relkind = 'r' AND nspname <> 'information_schema' AND nspname NOT LIKE 'pg\\_%' ORDER BY 1`);
  expect(saved).toEqual(expect.arrayContaining(['walls.wall', 'walls.pairing', 'incidents.incident_history']));
  expect(all.map(({ name }) => name).filter((name) => !saved.includes(name))).toEqual(LEFT_OUT);
});
