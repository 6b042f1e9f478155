// The walls of every table in the catalogue: what a statement without WHERE answers, in every role and for every scope.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DATABASE_ROLES, type Database, type DatabaseRole, type Db } from '../../db/connection.ts';
import { sql, trusted, type Sql } from '../../db/sql.ts';
import { openTestDatabase } from '../support/database.ts';
import { idOf, markOf, PERCHES, seedCanaries, type Perch } from '../support/canaries.ts';
import { EAST, WEST } from '../incidents/town.ts';
import { DEFINERS, NO_ROWS_OF_AN_AREA, SEEN_BY_STAFF } from './wall-lists.ts';

let database: Database;
let relations: Relation[];
beforeAll(async () => {
  database = await openTestDatabase();
  await database.owner.one(sql`INSERT INTO platform.topic (name, seq) VALUES ('incidents', 100000)`);
  await seedCanaries(database.owner);
  relations = await database.owner.many<Relation>(RELATIONS);
});
afterAll(() => database.close());

interface Relation {
  readonly name: string;
  readonly kind: string | null;
  readonly isTable: boolean;
  /** Columns that each role may read. */
  readonly readable: Readonly<Record<string, string[]>>;
}

const OURS = sql`n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND n.nspname <> 'public'
  AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = c.oid AND deptype = 'e')`;
const ROLES = DATABASE_ROLES.map((role) => `fengsui_${role}`);
const RELATIONS = sql`
  SELECT format('%I.%I', n.nspname, c.relname) AS name, w.kind, c.relkind IN ('r', 'p') AS "isTable",
         (SELECT json_object_agg(r.role, ARRAY(SELECT quote_ident(a.attname) FROM pg_attribute a
                   WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND has_schema_privilege(r.role, n.oid, 'USAGE')
                     AND has_column_privilege(r.role, c.oid, a.attnum, 'SELECT') ORDER BY a.attnum))
            FROM unnest(${ROLES}::text[]) AS r (role)) AS readable
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN platform.wall w ON w.relation = format('%I.%I', n.nspname, c.relname)
   WHERE c.relkind IN ('r', 'p', 'v', 'm') AND ${OURS} ORDER BY 1`;

/** Every row that a scope reads of a relation, as one text. */
async function readAll(db: Db, { name, readable }: Relation, role: DatabaseRole): Promise<string> {
  const columns = readable[`fengsui_${role}`]!;
  if (columns.length === 0) return '';
  const rows = await db
    .many<{ row: string }>(trusted(`SELECT ROW(${columns.join(', ')})::text AS row FROM ${name} AS t`))
    .catch(unlessRefused); // a view asks with the rights of who looks
  return rows.map(({ row }) => row).join('\n');
}

function unlessRefused(error: unknown): [] {
  if ((error as { code?: string }).code === '42501') return [];
  throw error;
}

/** The relations in which a scope sees a mark. */
async function seenBy(db: Db, role: DatabaseRole, perch: Perch): Promise<string[]> {
  const seen = await Promise.all(
    relations.map(async (one) => (markOf(perch).test(await readAll(db, one, role)) ? [one.name] : [])),
  );
  return seen.flat();
}

const as = (role: DatabaseRole, areas: readonly string[], departments: readonly string[] = ['*']) =>
  database.as({ role, areas, departments, actor: 'nobody' });
const BOUND = DATABASE_ROLES.filter((role) => role !== 'job');

it('there is a canary of both counties in every table that holds rows of an area', async () => {
  for (const perch of ['west', 'east'] as const) {
    const texts = await Promise.all(
      relations
        .filter(({ isTable, kind, name }) => isTable && kind !== 'reference' && !NO_ROWS_OF_AN_AREA.includes(name))
        .map(async ({ name }) => {
          const rows = await database.owner.many<{ row: string }>(trusted(`SELECT t::text AS row FROM ${name} AS t`));
          return markOf(perch).test(rows.map(({ row }) => row).join('\n')) ? [] : [name];
        }),
    );
    expect(texts.flat(), `tables without a canary: seed them in tests/support/canaries.ts (${perch})`).toEqual([]);
  }
});

describe.each(BOUND)('%s', (role) => {
  it('sees nothing of another county, whatever its own', async () => {
    expect(await seenBy(as(role, [WEST.county]), role, 'east')).toEqual([]);
    expect(await seenBy(as(role, [EAST.county]), role, 'west')).toEqual([]);
  });

  it('sees nothing where its scope is empty, is no path, or was never set', async () => {
    for (const areas of [[], [''], ['*'], ['%'], [',']])
      for (const perch of ['west', 'east', 'police'] as const)
        expect(await seenBy(as(role, areas), role, perch), JSON.stringify(areas)).toEqual([]);
    for (const perch of ['west', 'east', 'police'] as const)
      expect(await seenBy(neverSet(role), role, perch)).toEqual([]);
  });

  it('sees what is for a department as a post of that department, or of all', async () => {
    // Keys of feeds are looked after by whoever looks after the area.
    const allowed = role === 'system' ? ['identity.feed'] : [];
    for (const departments of [['housing'], [], ['fire-rescue', 'housing'], [''], ['%']])
      expect(await seenBy(as(role, [WEST.county], departments), role, 'police'), departments.join()).toEqual(allowed);
  });
});

/** In the role, with no setting of a scope at all. */
const neverSet = (role: DatabaseRole): Db => {
  const inRole = <Row>(query: Sql) =>
    database.owner.transaction(async (tx) => {
      await tx.many(trusted(`SET LOCAL ROLE fengsui_${role}`));
      return tx.many<Row>(query);
    });
  return {
    many: inRole,
    one: async (query) => (await inRole<never>(query))[0],
    transaction: () => Promise.reject(new Error('not needed')),
  };
};

it('staff see what is theirs in every table that has rows of areas', async () => {
  const own = await seenBy(as('staff', [WEST.county]), 'staff', 'west');
  expect(own).toEqual(SEEN_BY_STAFF.map(({ name }) => name));
  const limited = SEEN_BY_STAFF.filter(({ limitable }) => limitable).map(({ name }) => name);
  for (const departments of [['*'], ['public-security'], ['housing', 'public-security']])
    expect(await seenBy(as('staff', [WEST.county], departments), 'staff', 'police'), departments.join()).toEqual(
      limited,
    );
  // What was learnt of a file is for exactly those who brought it.
  const above = own.filter((name) => name !== 'imports.learnt_mapping');
  expect(await seenBy(as('staff', ['3202']), 'staff', 'east')).toEqual(above);
});

describe('unit, which has no work here yet', () => {
  it('sees nothing that lies in an area', async () => {
    expect(await seenBy(as('unit', [WEST.county]), 'unit', 'west')).toEqual([]);
  });

  it('sees its own person by its session, and no other', async () => {
    const session = await database.owner.one<{ hash: string }>(sql`
      SELECT encode(token_hash, 'hex') AS hash FROM identity.session WHERE id = ${idOf('west', 9)}`);
    await database.owner.one(sql`UPDATE identity.session SET expires_at = platform.now() + interval '1 day'`);
    const unit = database.as({ role: 'unit', areas: ['3202'], departments: ['*'], actor: 'x', session: session!.hash });
    expect(await unit.many(sql`SELECT id FROM identity.person`)).toEqual([{ id: idOf('west', 21) }]);
    const others = relations.filter(({ name }) => !/^(identity|sealed)\./.test(name));
    for (const one of others) expect(markOf('west').test(await readAll(unit, one, 'unit')), one.name).toBe(false);
    expect(await seenBy(unit, 'unit', 'east')).toEqual([]);
  });
});

describe('the catalogue', () => {
  it("holds no view that asks with other rights, no table that is its owner's wall, nothing that belongs to a login", async () => {
    const wrong = await database.owner.many(sql`
      SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE ${OURS} AND (c.relforcerowsecurity OR c.relkind = 'm'
          OR (c.relkind = 'v' AND NOT coalesce(c.reloptions, '{}') && '{security_invoker=true,security_invoker=on,security_invoker}')
          OR c.relowner = ANY (SELECT oid FROM pg_roles WHERE rolname LIKE 'fengsui\\_%'))`);
    expect(wrong).toEqual([]);
    const owned = await database.owner.many(sql`
      SELECT p.proname AS name FROM pg_proc p JOIN pg_roles r ON r.oid = p.proowner WHERE r.rolname LIKE 'fengsui\\_%'
       UNION ALL SELECT n.nspname FROM pg_namespace n JOIN pg_roles r ON r.oid = n.nspowner WHERE r.rolname LIKE 'fengsui\\_%'`);
    expect(owned).toEqual([]);
  });

  it('gives no role a way round', async () => {
    const strong = await database.owner.many(sql`
      SELECT rolname FROM pg_roles WHERE rolname LIKE 'fengsui\\_%' AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)`);
    expect(strong).toEqual([]);
    await expect(as('staff', []).many(sql`SELECT rolname FROM pg_authid`)).rejects.toMatchObject({ code: '42501' });
  });

  it("names every function that works with the owner's rights, with the reason, and lets the public call none", async () => {
    const found = await database.owner.many<{ name: string; open: boolean; path: boolean }>(sql`
      SELECT n.nspname || '.' || p.proname AS name, has_function_privilege('public', p.oid, 'EXECUTE') AND p.prorettype <> 'trigger'::regtype AS open,
             coalesce(array_to_string(p.proconfig, ' ') ~ 'search_path=', false) AS path
        FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
       WHERE p.prosecdef AND n.nspname !~ '^pg_' AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = p.oid AND deptype = 'e') ORDER BY 1`);
    const keepers = found.filter(({ name }) => !name.startsWith('platform.keep '));
    expect(keepers.map(({ name }) => name)).toEqual(Object.keys(DEFINERS).sort());
    expect(found.filter(({ open, path }) => open || !path)).toEqual([]);
  });

  it('has no such function that tells of another county, whatever it is asked', async () => {
    const callable = await database.owner.many<{ name: string; role: string; args: string[] }>(sql`
      SELECT format('%I.%I', n.nspname, p.proname) AS name, r.role,
             ARRAY(SELECT t::regtype::text FROM unnest(p.proargtypes::oid[]) AS t) AS args
        FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace CROSS JOIN unnest(${ROLES}::text[]) AS r (role)
       WHERE p.prosecdef AND p.prorettype <> 'trigger'::regtype AND p.prokind = 'f' AND n.nspname !~ '^pg_' AND r.role <> 'fengsui_job'
         AND has_function_privilege(r.role, p.oid, 'EXECUTE') AND has_schema_privilege(r.role, n.oid, 'USAGE')
         AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = p.oid AND deptype = 'e')`);
    expect(callable.length).toBeGreaterThan(5);
    for (const { name, role, args } of callable)
      for (const given of valuesFor(args)) {
        const db = as(role.replace('fengsui_', '') as DatabaseRole, [WEST.county], ['housing']);
        const told = await db
          .many(trusted(`SELECT t::text AS row FROM ${name}(${given}) AS t`))
          .catch((error: unknown) => [String(error)]);
        expect(markOf('east').test(JSON.stringify(told)), `${role} ${name}(${given})`).toBe(false);
        expect(markOf('police').test(JSON.stringify(told)), `${role} ${name}(${given})`).toBe(false);
      }
  });
});

/** Ids, paths and places of the other county in each place of an argument list. */
function valuesFor(args: readonly string[]): string[] {
  const [lon, lat] = PERCHES.east.point;
  const ofType: Record<string, string[]> = {
    uuid: [1, 5, 6, 12, 13, 14].flatMap((no) => [`'${idOf('east', no)}'::uuid`, `'${idOf('police', no)}'::uuid`]),
    text: [`'${EAST.county}'`, `'${idOf('east', 21)}'`, `'canaryeast'`],
    geometry: [`ST_SetSRID(ST_MakePoint(${lon}, ${lat}), 4326)`],
    'text[]': [`'{${EAST.county}}'::text[]`],
    date: [`'2026-07-01'::date`],
    bytea: [`'\\x00'::bytea`],
  };
  return args.reduce<string[]>(
    (lists, type) =>
      lists.flatMap((list) =>
        (ofType[type] ?? [`NULL::${type}`]).map((value) => (list === '' ? value : `${list}, ${value}`)),
      ),
    [''],
  );
}

describe.each(['tile', 'public', 'remote'] as const)('%s reads, and nothing else', (role) => {
  it('has no right to write anything, to make anything, or to take its time', async () => {
    const may = await database.owner.many<{ name: string }>(sql`
      SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind IN ('r', 'p', 'v') AND ${OURS}
         AND (has_table_privilege(${`fengsui_${role}`}, c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
              OR has_any_column_privilege(${`fengsui_${role}`}, c.oid, 'INSERT, UPDATE, REFERENCES'))
       ORDER BY 1`);
    // The phone of a wall steers its wall and ends its pairing; what it does is told and recorded.
    const remote = ['audit.entry', 'platform.event', 'platform.topic', 'walls.pairing', 'walls.wall'];
    expect(may.map(({ name }) => name)).toEqual(role === 'remote' ? remote : []);
    const makes = await database.owner.many(sql`
      SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND has_schema_privilege(${`fengsui_${role}`}, oid, 'CREATE')
       UNION ALL SELECT datname FROM pg_database WHERE datname = current_database() AND has_database_privilege(${`fengsui_${role}`}, oid, 'CREATE')`);
    expect(makes).toEqual([]);
    const limit = await as(role, [WEST.county]).one<{ statement_timeout: string }>(sql`SHOW statement_timeout`);
    expect(limit!.statement_timeout).not.toBe('0');
  });
});

it('the public sees what is published, and reference data, alone', async () => {
  const open = relations.filter(({ readable, isTable }) => isTable && readable.fengsui_public!.length > 0);
  expect(open.filter(({ kind }) => kind !== 'reference').map(({ name }) => name)).toEqual([]);
});
