// Text of the database to values of the house, the same on both engines.

export interface Field {
  readonly name: string;
  /** OID of the type. */
  readonly type: number;
}

/** A result as it came: every value as text. */
export interface RawResult {
  readonly fields: readonly Field[];
  readonly rows: readonly (readonly (string | null)[])[];
}

type Parser = (text: string) => unknown;

const SCALARS: ReadonlyMap<number, Parser> = new Map<number, Parser>([
  [16, (text) => text === 't'],
  [17, (text) => Buffer.from(text.slice(2), 'hex')],
  [20, toSafeInteger],
  [21, Number],
  [23, Number],
  [26, Number],
  [114, (text) => JSON.parse(text) as unknown],
  [700, Number],
  [701, Number],
  [1082, refuseInfinity],
  [1114, (text) => toIso(refuseInfinity(text), '')],
  [1184, (text) => toIso(refuseInfinity(text).replace(/\+00$/, ''), 'Z')],
  [3802, (text) => JSON.parse(text) as unknown],
]);

/** OIDs from here on belong to types made by us or by extensions. */
const FIRST_OWN_TYPE = 16384;

/** Knows which types are arrays, and of what; learns from the catalogue. */
export class Types {
  readonly #elements = new Map<number, number>();
  readonly #seen = new Set<number>();

  /** Whether the catalogue must be read before these fields can be parsed. */
  isStranger(fields: readonly Field[]): boolean {
    if (this.#elements.size === 0) return true;
    return fields.some(({ type }) => type >= FIRST_OWN_TYPE && !this.#seen.has(type));
  }

  /** Takes the answer of CATALOGUE. */
  learn(catalogue: RawResult): void {
    for (const [oid, element] of catalogue.rows) {
      this.#seen.add(Number(oid));
      if (Number(element) !== 0) this.#elements.set(Number(oid), Number(element));
    }
  }

  /** Rows as objects by field name. @throws RangeError on an int8 beyond safe integers and on infinite times */
  parse<Row>({ fields, rows }: RawResult): Row[] {
    const columns = fields.map(({ name, type }) => ({ name, parser: this.#parserOf(type) }));
    return rows.map((values) => {
      const row: Record<string, unknown> = {};
      columns.forEach(({ name, parser }, at) => {
        const text = values[at] ?? null;
        row[name] = text === null ? null : parser(text);
      });
      return row as Row;
    });
  }

  #parserOf(type: number): Parser {
    const element = this.#elements.get(type);
    if (element === undefined) return SCALARS.get(type) ?? asText;
    const parser = SCALARS.get(element) ?? asText;
    return (text) => parseArray(text, parser);
  }
}

/** What Types learns from: every type with its element type, 0 where it is no array. */
export const CATALOGUE = `SELECT oid, CASE WHEN typcategory = 'A' THEN typelem ELSE 0 END FROM pg_catalog.pg_type`;

const asText: Parser = (text) => text;

function toSafeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`The integer ${text} is too large to be exact`);
  return value;
}

function refuseInfinity(text: string): string {
  if (text.endsWith('infinity')) throw new RangeError('A time in the database is infinite');
  return text;
}

/** '2030-01-01 06:00:00.5' → '2030-01-01T06:00:00.500Z'; microseconds stay where there are any. */
function toIso(text: string, zone: string): string {
  const parts = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d+))?$/.exec(text);
  if (!parts) throw new RangeError(`The time ${text} is outside of the years 1 to 9999 or not in UTC`);
  const [, day, time, fraction = ''] = parts;
  return `${day}T${time}.${fraction.padEnd(fraction.length > 3 ? 6 : 3, '0')}${zone}`;
}

/** An array literal, of any depth; `NULL` unquoted is null. */
function parseArray(text: string, parser: Parser): unknown[] {
  let at = text.indexOf('{') + 1; // lower bounds like [0:2]={…} come before
  const readQuoted = (): string => {
    let value = '';
    for (at += 1; text[at] !== '"'; at += 1) {
      if (text[at] === '\\') at += 1;
      value += text[at];
    }
    at += 1;
    return value;
  };
  const readPlain = (): unknown => {
    const start = at;
    while (text[at] !== ',' && text[at] !== '}') at += 1;
    const value = text.slice(start, at);
    return value === 'NULL' ? null : parser(value);
  };
  const readList = (): unknown[] => {
    const list: unknown[] = [];
    while (text[at] !== '}') {
      if (text[at] === ',') at += 1;
      else if (text[at] === '{') list.push(((at += 1), readList()));
      else list.push(text[at] === '"' ? parser(readQuoted()) : readPlain());
    }
    at += 1;
    return list;
  };
  return readList();
}
