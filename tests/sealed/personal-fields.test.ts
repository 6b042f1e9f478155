// Fields of the contracts, which are also the keys of what is kept as JSON: none is of a person outside of the sealed stores.
import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { Type } from 'typebox';
import { EXCUSED_IN_CONTRACTS, excuseFor, isPersonal } from '../architecture/personal-names.ts';

/** Every field below a schema, with its way: `Incident.point`. */
function fieldsOf(schema: unknown, way: string, seen = new Set<unknown>()): string[] {
  if (typeof schema !== 'object' || schema === null || seen.has(schema)) return [];
  seen.add(schema);
  const { properties = {}, items, anyOf, allOf } = schema as Record<string, unknown> & { properties?: object };
  return [
    ...Object.entries(properties).flatMap(([name, inner]) => [
      `${way}.${name}`,
      ...fieldsOf(inner, `${way}.${name}`, seen),
    ]),
    ...[items, anyOf, allOf].flat().flatMap((inner) => fieldsOf(inner, way, seen)),
  ];
}

const personal = (fields: readonly string[]) => fields.filter((field) => isPersonal(field.split('.').at(-1)!));

async function contractFields(): Promise<string[]> {
  const paths = readdirSync('server', { recursive: true, encoding: 'utf8' }).filter((path) =>
    /(^|\/)contract\.ts$/.test(path),
  );
  const contracts = await Promise.all(
    paths.map(async (path) => ({
      word: path.split('/')[0]!,
      schemas: (await import(`../../server/${path}`)) as object,
    })),
  );
  return contracts.flatMap(({ word, schemas }) =>
    Object.entries(schemas).flatMap(([name, schema]) => fieldsOf(schema, `${word} ${name}`)),
  );
}

it('has no field of a person in any contract outside of the sealed stores', async () => {
  const fields = await contractFields();
  expect(fields.length).toBeGreaterThan(300);
  expect(personal(fields).filter((field) => excuseFor(field, EXCUSED_IN_CONTRACTS) === undefined)).toEqual([]);
});

it('needs every one of its excuses', async () => {
  const used = new Set(personal(await contractFields()).map((field) => excuseFor(field, EXCUSED_IN_CONTRACTS)));
  expect(Object.keys(EXCUSED_IN_CONTRACTS).filter((excuse) => !used.has(excuse))).toEqual([]);
});

it('finds a field however deep it lies and however it is spelled', () => {
  const schema = Type.Object({ visits: Type.Array(Type.Union([Type.Object({ idCard: Type.String() }), Type.Null()])) });
  expect(personal(fieldsOf(schema, 'sites Visit'))).toEqual(['sites Visit.visits.idCard']);
});

it.each([
  'phone',
  'reporterPhone',
  'id_card',
  'ID-Card',
  'realName',
  'shouji',
  'lianxi_ren_lianxiren',
  'plate_no',
  'macAddress',
  'birthDate',
  'faceImage',
])('knows %s', (name) => expect(isPersonal(name)).toBe(true));

it.each([
  'name',
  'division_path',
  'placeName',
  'surface',
  'template',
  'machine',
  'average',
  'contactless_area',
  'telemetry',
  'stage',
  'detail',
])('lets %s pass', (name) => expect(isPersonal(name)).toBe(false));
