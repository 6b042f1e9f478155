// What migrations and derived views may hold: places, never persons; rows behind a policy.
import { codeOf, file, type Rule, type SourceFile } from './house.ts';
import { EXCUSED_IN_DATABASE, excuseFor, isPersonalColumn } from './personal-names.ts';

const SQL = /^db\/(migrations|derived)\/.*\.sql$/;

/** Schemas that no capability's rows live in: their tables have no division, and their rights are given one by one. */
const FOUNDATIONS = /^(platform|identity|audit|derived)\./;

interface Table {
  readonly path: string;
  readonly name: string;
  readonly columns: string[];
}

function tablesOf(house: readonly SourceFile[]): Table[] {
  return house
    .filter(({ path }) => SQL.test(path))
    .flatMap((source) => {
      const code = codeOf(source);
      const created = [
        ...code.matchAll(/CREATE\s+(?:UNLOGGED\s+)?TABLE\s+(?:IF NOT EXISTS\s+)?([\w.]+)\s*\(([\s\S]*?)\n\s*\)/gi),
      ];
      const added = [...code.matchAll(/ALTER\s+TABLE\s+(?:ONLY\s+)?([\w.]+)([\s\S]*?);/gi)];
      return [
        ...created.map(([, name = '', body = '']) => ({
          path: source.path,
          name,
          columns: [...body.matchAll(/^\s*"?([a-z_]\w*)"?\s+[a-z]/gm)].map(([, column = '']) => column),
        })),
        ...added.map(([, name = '', body = '']) => ({
          path: source.path,
          name,
          columns: [...body.matchAll(/ADD\s+COLUMN\s+(?:IF NOT EXISTS\s+)?"?([a-z_]\w*)"?/gi)].map(
            ([, column = '']) => column,
          ),
        })),
      ];
    });
}

const table = (name: string, column: string) =>
  `-- A table.\nCREATE TABLE ${name} (\n  id uuid PRIMARY KEY,\n  ${column} text NOT NULL\n);\nSELECT platform.protect('${name}');\n`;
const migration = (text: string) => file('db/migrations/0004-hazards.sql', text);

/** A statement that must carry something: finds those that do not. */
function statementRule(
  name: string,
  statement: RegExp,
  lacks: (text: string) => boolean,
  bad: readonly SourceFile[],
  good: SourceFile,
): Rule {
  return {
    name,
    breaks: (house) =>
      house
        .filter(({ path }) => SQL.test(path))
        .flatMap((source) =>
          [...codeOf(source).matchAll(statement)]
            .filter(([text]) => lacks(text))
            .map(([text]) => `${source.path} ${text.slice(0, 60)}`),
        ),
    counterexamples: bad.map((one) => [one]),
    allowed: [good],
  };
}

export const databaseRules: readonly Rule[] = [
  {
    name: 'places, never persons: no column by which a person could be found',
    breaks: (house) =>
      tablesOf(house).flatMap(({ path, name, columns }) =>
        columns
          .filter((column) => isPersonalColumn(name, column))
          .filter((column) => excuseFor(`${name}.${column}`, EXCUSED_IN_DATABASE) === undefined)
          .map((column) => `${path} ${name}.${column}`),
      ),
    counterexamples: [
      [migration(table('hazards.visit', 'id_card'))],
      [migration(table('incidents.report', 'caller_phone'))],
      [migration('ALTER TABLE sites.site ADD COLUMN licence_plate text;')],
      [migration(table('sites.lease', 'tenant_name'))],
      [migration(table('identity.account', 'mobile'))],
      [migration(table('identity.person', 'phone'))],
      [migration(table('shelters.keeper', 'lianxi_dianhua'))],
    ],
    allowed: [migration(table('hazards.hazard', 'name') + table('sealed.contact', 'phone'))],
  },
  {
    name: 'every table of a capability is protected, follows a protected one, or is said to be reference or internal data',
    breaks: (house) => {
      const all = house
        .filter(({ path }) => SQL.test(path))
        .map(codeOf)
        .join('\n');
      const guarded = new Set(
        [...all.matchAll(/platform\.(?:protect|protect_child|reference|internal)\(\s*'([\w.]+)'/g)].map(
          ([, name]) => name,
        ),
      );
      return tablesOf(house)
        .filter(({ name }) => !FOUNDATIONS.test(name) && !guarded.has(name))
        .map(({ path, name }) => `${path} ${name}`);
    },
    counterexamples: [[migration('CREATE TABLE hazards.hazard (\n  id uuid PRIMARY KEY\n);')]],
    allowed: [
      migration(table('hazards.hazard', 'name')),
      file('db/migrations/0001-ground.sql', '-- Ground.\nCREATE TABLE platform.topic (\n  name text\n);'),
    ],
  },
  statementRule(
    'a view asks with the rights of who asks',
    /CREATE\s+(OR\s+REPLACE\s+)?VIEW[\s\S]*?\bAS\b/gi,
    (text) => !/security_invoker\s*(=\s*(true|on)|\))/i.test(text),
    [migration('CREATE VIEW hazards.open AS SELECT id FROM hazards.hazard;')],
    migration('CREATE VIEW hazards.open WITH (security_invoker = true) AS SELECT id FROM hazards.hazard;'),
  ),
  statementRule(
    'no materialized view: it knows no row level security',
    /MATERIALIZED\s+VIEW/gi,
    () => true,
    [migration('CREATE MATERIALIZED VIEW hazards.count AS SELECT 1;')],
    migration('-- no MATERIALIZED VIEW'),
  ),
  statementRule(
    'the owner is not bound by its own policies',
    /FORCE\s+ROW\s+LEVEL\s+SECURITY/gi,
    () => true,
    [migration('ALTER TABLE hazards.hazard FORCE ROW LEVEL SECURITY;')],
    migration('ALTER TABLE hazards.hazard ENABLE ROW LEVEL SECURITY;'),
  ),
  statementRule(
    'nothing falls with what it hangs on',
    /DROP\s[^;]*CASCADE/gi,
    () => true,
    [migration('DROP SCHEMA derived CASCADE;')],
    migration('DROP VIEW derived.open;'),
  ),
  statementRule(
    'a function with the rights of its owner names its search path',
    /CREATE\s+(OR\s+REPLACE\s+)?FUNCTION[\s\S]*?\bAS\s+\$/gi,
    (text) => /SECURITY\s+DEFINER/i.test(text) && !/SET\s+search_path/i.test(text),
    [migration('CREATE FUNCTION platform.x() RETURNS int LANGUAGE sql SECURITY DEFINER AS $$ SELECT 1 $$;')],
    migration(
      "CREATE FUNCTION platform.x() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$ SELECT 1 $$;",
    ),
  ),
];
