// What a transaction means in this house, the same on both engines.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Db, Scope, Tx } from './connection.ts';
import { toParameter } from './parameters.ts';
import { CATALOGUE, type RawResult, type Types } from './parsers.ts';
import type { Sql } from './sql.ts';

/** One connection while it is ours alone. */
export interface Session {
  /** Several statements in one text only without values. @throws QueryError | DatabaseUnavailable */
  query(text: string, values: readonly (string | null)[]): Promise<RawResult>;
}

/** What an engine gives: a session for as long as the work takes, each statement within the deadline. */
export type Borrow = <Result>(work: (session: Session) => Promise<Result>, deadlineMs: number) => Promise<Result>;

/** Who works: the owner of everything, or somebody behind the row policies. */
export type Party = Scope | 'owner';

export interface House {
  readonly borrow: Borrow;
  readonly types: Types;
  readonly clock: () => Date;
  onHookError(error: unknown): void;
}

const DEADLINE_MS = 20_000;
const JOB_DEADLINE_MS = 120_000;
const OWNER_DEADLINE_MS = 1_800_000;
/** A transaction that does nothing for so long has lost its way. */
export const IDLE_MS = 60_000;

/** Longest time of one statement, ms. */
function deadlineOf(party: Party): number {
  if (party === 'owner') return OWNER_DEADLINE_MS;
  return party.role === 'job' ? JOB_DEADLINE_MS : DEADLINE_MS;
}

type Begin = 'BEGIN' | 'BEGIN ISOLATION LEVEL REPEATABLE READ';

interface Opening {
  readonly party: Party;
  readonly begin: Begin;
}

interface Running {
  readonly house: House;
  readonly session: Session;
  readonly pending: Set<Promise<unknown>>;
  readonly hooks: (() => void)[];
  failure: unknown;
  failed: boolean;
  open: boolean;
}

const running = new AsyncLocalStorage<Running>();

/** The database seen by one party: each operation is a transaction of its own. */
export function bindDb(house: House, party: Party, begin: Begin = 'BEGIN'): Db {
  const transaction = <Result>(work: (tx: Tx) => Promise<Result>) => runTransaction(house, { party, begin }, work);
  return {
    many: <Row>(query: Sql) => transaction((tx) => tx.many<Row>(query)),
    one: <Row>(query: Sql) => transaction((tx) => tx.one<Row>(query)),
    transaction,
  };
}

async function runTransaction<Result>(
  house: House,
  opening: Opening,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  const outer = running.getStore();
  if (outer?.open && outer.house === house) {
    throw new Error('The database was used inside a transaction without its tx: pass the tx on');
  }
  const { result, hooks } = await house.borrow(
    (session) => runIn(house, opening, session, work),
    deadlineOf(opening.party),
  );
  for (const hook of hooks) running.exit(() => callHook(house, hook));
  return result;
}

async function runIn<Result>(
  house: House,
  { party, begin }: Opening,
  session: Session,
  work: (tx: Tx) => Promise<Result>,
) {
  const state: Running = {
    house,
    session,
    pending: new Set(),
    hooks: [],
    failure: undefined,
    failed: false,
    open: true,
  };
  await session.query(begin, []);
  try {
    await session.query(OPENING, openingValues(house, party));
    const result = await running.run(state, () => work(bindTx(state)));
    while (state.pending.size > 0) await Promise.allSettled(state.pending);
    if (state.failed) throw state.failure;
    state.open = false;
    await session.query('COMMIT', []);
    return { result, hooks: state.hooks };
  } catch (error) {
    state.open = false;
    await Promise.allSettled(state.pending);
    await rollBack(session, error);
    throw error;
  }
}

/** A failed ROLLBACK means a broken connection, which the engine throws away; the first error is the one to tell. */
async function rollBack(session: Session, error: unknown): Promise<void> {
  try {
    await session.query('ROLLBACK', []);
  } catch (second) {
    if (error instanceof Error && error.cause === undefined) error.cause = second;
  }
}

const OPENING = `SELECT set_config('role', $1, true), set_config('app.areas', $2, true), set_config('app.departments', $3, true),
  set_config('app.unit', $4, true), set_config('app.purpose', $5, true), set_config('app.actor', $6, true),
  set_config('app.session', $7, true), set_config('app.now', $8, true), set_config('statement_timeout', $9, true),
  set_config('idle_in_transaction_session_timeout', $10, true)`;

function openingValues(house: House, party: Party): string[] {
  const now = house.clock().toISOString();
  const deadline = deadlineOf(party);
  const limits = [String(deadline), String(Math.max(deadline, IDLE_MS))];
  if (party === 'owner') return ['none', '', '', '', '', 'owner', '', now, ...limits];
  const { role, areas, departments = [], unit = '', purpose = '', actor, session = '' } = party;
  return [`fengsui_${role}`, areas.join(), departments.join(), unit, purpose, actor, session, now, ...limits];
}

function bindTx(state: Running): Tx {
  const many = <Row>(query: Sql) => remember(state, () => run<Row>(state, query));
  const tx: Tx = {
    many,
    one: async <Row>(query: Sql) => (await many<Row>(query))[0],
    transaction: (work) => remember(state, () => work(tx)),
    afterCommit: (act) => void state.hooks.push(act),
  };
  return tx;
}

async function run<Row>({ house, session }: Running, query: Sql): Promise<Row[]> {
  const result = await session.query(query.text, query.values.map(toParameter));
  if (house.types.isStranger(result.fields)) house.types.learn(await session.query(CATALOGUE, []));
  return house.types.parse<Row>(result);
}

/** A failure that the work catches still ends the transaction: the database has already given it up. */
function remember<Result>(state: Running, act: () => Promise<Result>): Promise<Result> {
  if (!state.open) return Promise.reject(new Error('This transaction is over'));
  const promise = act();
  state.pending.add(promise);
  const settle = (): void => void state.pending.delete(promise);
  promise.then(settle, (error: unknown) => {
    settle();
    if (!state.failed) state.failure = error;
    state.failed = true;
  });
  return promise;
}

function callHook(house: House, hook: () => void): void {
  try {
    hook();
  } catch (error) {
    house.onHookError(error);
  }
}
