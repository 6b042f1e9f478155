// Schemes in the database: installed once, looked up by method and day.
import { readdir, readFile } from 'node:fs/promises';
import { Value } from 'typebox/value';
import type { Db } from '../../../db/connection.ts';
import { sql, type Sql } from '../../../db/sql.ts';
import type { Job } from '../../platform/capability.ts';
import type { Services } from '../../platform/services.ts';
import { Scheme } from './contract.ts';

const SHIPPED = new URL('../../../geodata/schemes/', import.meta.url);
const SCHEME = sql`s.method, s.version, s.title, to_char(s.valid_from, 'YYYY-MM-DD') AS "validFrom", s.content`;

/** Installs those of `geodata/schemes/` that are not there yet; answers which. */
export async function installShippedSchemes(services: Pick<Services, 'db'>): Promise<string[]> {
  const files = (await readdir(SHIPPED)).filter((name) => name.endsWith('.json')).sort();
  const schemes = await Promise.all(
    files.map(async (file) => readScheme(await readFile(new URL(file, SHIPPED), 'utf8'))),
  );
  return installSchemes(services, schemes);
}

/** @throws Error that names the first figure which is none */
export function readScheme(text: string): Scheme {
  const given: unknown = JSON.parse(text);
  if (Value.Check(Scheme, given)) return given;
  throw new Error(`This is no scheme: ${whyNot(given)}`);
}

/** Of the variant that the method names; without one there is nothing to compare with. */
function whyNot(given: unknown): string {
  const method = (given as { method?: unknown } | null)?.method;
  const variant = Scheme.anyOf.find((one) => one.properties.method.const === method);
  if (!variant) return `method must be one of ${Scheme.anyOf.map((one) => one.properties.method.const).join(', ')}`;
  const [first] = Value.Errors(variant, given);
  return `${first?.instancePath ?? ''} ${first?.message ?? ''}`;
}

/** A version that is there already stays as it is. */
export async function installSchemes({ db }: Pick<Services, 'db'>, schemes: readonly Scheme[]): Promise<string[]> {
  return db.transaction(async (tx) => {
    const installed: string[] = [];
    for (const { method, version, validFrom, title, content } of schemes) {
      const row = await tx.one(sql`
        INSERT INTO hazards.scheme (method, version, valid_from, title, content)
        VALUES (${method}, ${version}, ${validFrom}, ${JSON.stringify(title)}::jsonb, ${JSON.stringify(content)}::jsonb)
        ON CONFLICT DO NOTHING RETURNING method`);
      if (row) installed.push(`${method} ${version}`);
    }
    return installed;
  });
}

/** In force: of each method the version that began last, by the calendar of the city. */
export const findSchemes = (db: Db, now: Date): Promise<Scheme[]> => inForce(db, now, sql``);

/** The one of a method; undefined where none has begun. */
export async function findScheme(db: Db, method: Scheme['method'], now: Date): Promise<Scheme | undefined> {
  const [scheme] = await inForce(db, now, sql`AND s.method = ${method}`);
  return scheme;
}

function inForce(db: Db, now: Date, further: Sql): Promise<Scheme[]> {
  return db.many<Scheme>(sql`
    SELECT DISTINCT ON (s.method) ${SCHEME} FROM hazards.scheme s
     WHERE s.valid_from <= (${now}::timestamptz AT TIME ZONE 'Asia/Shanghai')::date ${further}
     ORDER BY s.method, s.valid_from DESC, s.installed_at DESC`);
}

/** What this version of the house brings is there before anybody can ask for it. */
export const installSchemesAtStart: Job = async (services) => {
  const installed = await installShippedSchemes(services);
  if (installed.length > 0) services.log.info({ schemes: installed }, 'Schemes of assessment were installed');
  return async () => {};
};
