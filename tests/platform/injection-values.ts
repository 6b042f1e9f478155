// Values for a route from its own schema, of which any part may be an attack or of another type.
import fc from 'fast-check';

export const ATTACKS = [
  `'; DROP SCHEMA identity CASCADE; --`,
  `' OR '1'='1`,
  `1; SELECT pg_sleep(10)`,
  `") UNION SELECT key_hash FROM identity.feed --`,
  `120,31,121,32); DELETE FROM audit.entry; --`,
  `%' OR 1=1 --`,
  `\\'; --`,
  `$1`,
  `\u0000`,
  `{}`,
  `../../etc/passwd`,
  `<script>alert(1)</script>`,
  `\ud800`,
];

/** JSON Schema as the routes have it: what of it matters here. */
interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema | readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
}

const attack = fc.constantFrom(...ATTACKS);
const WRONG = [null, true, -1, 1e308, 2 ** 53, [], {}, [[]], { $ne: null }, ''];

/** Mostly what the schema asks for; now and then an attack as text, or something of another type. */
export function valueFor(schema: unknown): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 24, arbitrary: fitting(schema as Schema) },
    { weight: 1, arbitrary: attack },
    { weight: 1, arbitrary: fc.constantFrom<unknown>(...WRONG) },
  );
}

function fitting(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(fitting));
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.properties) return objectFor(schema);
  if (Array.isArray(schema.items)) return fc.tuple(...(schema.items as readonly Schema[]).map(valueFor));
  if (schema.items) return fc.array(valueFor(schema.items), { maxLength: 5 });
  const { type, minimum: min = -1000, maximum: max = 1000 } = schema;
  if (type === 'integer') return fc.integer({ min, max });
  if (type === 'number') return fc.double({ min, max, noNaN: true });
  if (type === 'boolean') return fc.boolean();
  return textFor(schema);
}

function objectFor({ properties = {}, required = [] }: Schema): fc.Arbitrary<unknown> {
  const parts = Object.entries(properties).map(([name, part]) => [name, valueFor(part)] as const);
  return fc.record(Object.fromEntries(parts), { requiredKeys: [...required] });
}

/** Of a text without a format, every attack is a good value. */
function textFor({ format, maxLength = 200 }: Schema): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.uuid();
  if (format === 'date-time') return fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
  return fc.oneof(attack, fc.string({ unit: 'binary', maxLength }), fc.string({ minLength: 1, maxLength }));
}
