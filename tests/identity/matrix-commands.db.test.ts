// The command line: what changes something, or takes data away, stands in the log as the operator's; what only reads leaves it as it was.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import { recordCommand } from '../../server/audit/record-command.ts';
import { capabilities } from '../../server/capabilities.ts';
import { platformCommands } from '../../server/platform/commands/platform-commands.ts';
import { runCommand } from '../../server/platform/commands/run-command.ts';
import { loadTown } from '../incidents/town.ts';
import { startApp, type TestApp } from '../support/app.ts';

const COMMANDS = [...platformCommands, ...capabilities.flatMap(({ commands = [] }) => commands)];

/** Name and further words, in the order in which they are typed. */
const WRITTEN_DOWN: readonly (readonly [name: string, ...words: string[]])[] = [
  ['migrate'],
  ['user create', 'operated', '--role', 'manager'],
  ['user reset', 'operated'],
  ['oidc link', 'operated', 'subject-1'],
  ['feed create', 'operated'],
  ['feed rotate', 'operated'],
  ['feed revoke', 'operated'],
  ['device create', 'operated'],
  ['device revoke', 'operated'],
  ['sealing rotate'],
  ['export', 'sites', 'sites.csv'],
  ['backup', 'all.bak'],
  ['demo clear'],
  ['hazards scheme', fileURLToPath(new URL('../../geodata/schemes/lec-1976.json', import.meta.url))],
];
/** They show what is there, and change nothing. */
const READS_ONLY = ['db status', 'user list', 'feed list', 'device list', 'sealing check', 'audit verify', 'city list', 'import list']; // prettier-ignore
/** Run with files of their own in the tests of their capabilities. */
const WITH_FILES = ['restore', 'city load', 'import', 'import undo', 'import cancel'];
/** They have no database at all. */
const ALONE = ['city build', 'demo feed'];

let app: TestApp;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fengsui-commands-'));
  app = await startApp({
    env: {
      OIDC_ISSUER: 'https://sso.example.cn',
      OIDC_CLIENT_ID: 'fengsui',
      OIDC_CLIENT_SECRET: 'secret',
      OIDC_ROLE_MAP: 'duty = duty-officer @ 3202',
    },
  });
  await loadTown(app.database.owner);
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

const printed: string[] = [];
const run = (words: readonly string[]) => {
  printed.length = 0;
  const io = { print: (line: string) => void printed.push(line), cwd: folder, serving: false };
  return runCommand(COMMANDS, app.services, words, io, recordCommand(app.services));
};

interface Entry {
  readonly no: number;
  readonly actor: string;
  readonly act: string;
  readonly object: string;
}
const lastEntry = async () =>
  (await app.database.owner.one<Entry>(sql`SELECT no, actor, act, object FROM audit.entry ORDER BY no DESC LIMIT 1`))!;

it('knows of each command whether it is written down', () => {
  const told = [...WRITTEN_DOWN.map(([name]) => name), ...READS_ONLY, ...WITH_FILES, ...ALONE];
  expect(told.sort()).toEqual(COMMANDS.map(({ name }) => name).sort());
  expect(COMMANDS.flatMap(({ name, readsOnly }) => (readsOnly ? [name] : [])).sort()).toEqual(
    expect.arrayContaining([...READS_ONLY].sort()),
  );
});

it.each(WRITTEN_DOWN)('writes %s down as the operator’s', async (name, ...words) => {
  expect(await run([...name.split(' '), ...words]), printed.join('\n')).toBe(0);
  const { act } = COMMANDS.find((command) => command.name === name)!.access;
  expect(await lastEntry()).toMatchObject({ actor: 'operator', act, object: `operator/${name}` });
});

it.each(READS_ONLY)('leaves the log as it was after %s', async (name) => {
  const before = await lastEntry();
  expect(await run(name.split(' ')), printed.join('\n')).toBeLessThan(2);
  expect(await lastEntry()).toEqual(before);
});

it('runs nothing that is not declared, and shows what there is', async () => {
  const before = await lastEntry();
  expect(await run(['user', 'promote', 'operated'])).toBe(2);
  expect(printed.join('\n')).toContain('user create');
  expect(await lastEntry()).toEqual(before);
});
