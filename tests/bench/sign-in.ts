// Whether the time of a refused sign-in tells what there is: accounts in use, deactivated or without a password, and names that nobody has.
// One server, one request at a time, the kinds in turn; each from an address of its own and no name twice, as a guesser asks who keeps out of his lanes.
import { sql } from '../../db/sql.ts';
import { openPostgres } from '../../db/postgres.ts';
import { openPasswordHashing } from '../../server/identity/sign-in/password-hash.ts';
import { quietLog } from '../support/database.ts';
import { createDatabase, dropDatabase } from '../support/postgres.ts';
import { emptyDataDir, startServer } from '../support/server.ts';
import { fengsui } from './city.ts';
import { printTable, secondsOf, type Measurement } from './table.ts';

const ROUNDS = Number(process.env.BENCH_SIGN_INS ?? 300);
const WARM_UP = 10;
const REFERENCE = 'a wrong password';
const KINDS = [REFERENCE, 'an unknown name', 'a deactivated account', 'an account without a password'] as const;
type Kind = (typeof KINDS)[number];
const GOAL = '0.9–1.1';

const databaseUrl = await createDatabase();
const dataDir = emptyDataDir();
await fengsui(databaseUrl, dataDir, 'migrate');
await makeAccounts();
const server = await startServer({
  dataDir,
  databaseUrl,
  env: { TRUSTED_PROXIES: '127.0.0.1/32', PUBLIC_RATE_PER_MINUTE: '1000000' },
});

const figures = new Map<Kind, number[]>(KINDS.map((kind) => [kind, []]));
for (let round = 0; round < WARM_UP + ROUNDS; round += 1)
  for (const kind of orderOf(round)) {
    const ms = (await secondsOf(() => tryAs(kind, round))) * 1000;
    if (round >= WARM_UP) figures.get(kind)!.push(ms);
  }
printTable(
  `Refused sign-ins beside ${REFERENCE}, ${ROUNDS} each`,
  KINDS.slice(1).flatMap((kind) => [measure(kind, 'median', (all) => all), measure(kind, 'p95', (all) => [p95(all)])]),
);

await server.remove();
await dropDatabase(databaseUrl);

function measure(kind: Kind, what: string, of: (figures: readonly number[]) => readonly number[]): Measurement {
  const [ours, reference] = [of(figures.get(kind)!), of(figures.get(REFERENCE)!)];
  return { what: `${kind}, ${what}`, unit: 'ms', ours, reference, goal: GOAL };
}

/** Forwards and backwards from another beginning each time: nobody always comes after the same one. */
function orderOf(round: number): readonly Kind[] {
  const turned = KINDS.map((_, place) => KINDS[(place + (round >> 1)) % KINDS.length]!);
  return round % 2 === 0 ? turned : turned.toReversed();
}

function p95(all: readonly number[]): number {
  return all.toSorted((a, b) => a - b)[Math.floor(all.length * 0.95)]!;
}

async function tryAs(kind: Kind, round: number): Promise<void> {
  const number = round * KINDS.length + KINDS.indexOf(kind);
  const { status } = await fetch(`http://127.0.0.1:${server.port}/api/identity/sign-in`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      origin: server.url,
      'x-forwarded-host': new URL(server.url).host,
      'x-forwarded-for': `10.${number >> 16}.${(number >> 8) & 255}.${number & 255}`,
    },
    body: JSON.stringify({ login: loginOf(kind, round), password: 'kettle-harbour-7-door' }),
  });
  if (status !== 401) throw new Error(`${kind}: ${status}`);
}

function loginOf(kind: Kind, round: number): string {
  return `person-${KINDS.indexOf(kind)}-${String(round).padStart(5, '0')}`;
}

/** As many of each kind as there are rounds; one hash serves all, its cost is the same. */
async function makeAccounts(): Promise<void> {
  const database = await openPostgres({ databaseUrl, clock: () => new Date(), log: quietLog });
  const passwordHash = await openPasswordHashing().hash('kettle-harbour-7-window');
  for (const kind of KINDS.filter((one) => one !== 'an unknown name'))
    await database.owner.many(sql`
      INSERT INTO identity.person (login, name, division_path, password_hash, deactivated_at)
      SELECT login, login, '3202', ${kind === 'an account without a password' ? null : passwordHash},
             ${kind === 'a deactivated account' ? new Date() : null}
        FROM unnest(${Array.from({ length: WARM_UP + ROUNDS }, (_, round) => loginOf(kind, round))}::text[]) AS login`);
  await database.owner.many(sql`ANALYZE identity.person`);
  await database.close();
}
