// Every parameter travels as text, so that both engines read the same.

/** A value that becomes one json or jsonb parameter; needed for arrays alone, which else become database arrays. */
export class Json {
  readonly text: string;
  constructor(value: unknown) {
    this.text = JSON.stringify(value) ?? 'null';
  }
}

/** Marks a value as JSON: `${json(['a', 'b'])}` into a jsonb column. Plain objects need no mark. */
export const json = (value: unknown): Json => new Json(value);

/**
 * A parameter as the text form of PostgreSQL; null and undefined are NULL.
 * Dates become ISO text in UTC, bytes `\x…`, arrays an array literal, other objects JSON.
 * @throws RangeError on an invalid Date, TypeError on a function or symbol
 */
export function toParameter(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return toArrayLiteral(value);
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value);
    case 'object':
      return objectToText(value);
    default:
      throw new TypeError(`A ${typeof value} cannot be a parameter`);
  }
}

function objectToText(value: object): string {
  if (value instanceof Json) return value.text;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`;
  return JSON.stringify(value);
}

function toArrayLiteral(values: readonly unknown[]): string {
  return `{${values.map(toElement).join(',')}}`;
}

function toElement(value: unknown): string {
  if (Array.isArray(value)) return toArrayLiteral(value);
  const text = toParameter(value);
  return text === null ? 'NULL' : `"${text.replace(/["\\]/g, '\\$&')}"`;
}
