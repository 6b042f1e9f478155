// The sql`` tag: text, parameters and result stand together, and a value can only become $1, never text.

/** A statement with its parameters. Made by the `sql` tag alone. */
export interface Sql {
  readonly text: string;
  readonly values: readonly unknown[];
}

class Statement implements Sql {
  readonly strings: readonly string[];
  readonly parts: readonly unknown[];
  readonly text: string;
  readonly values: readonly unknown[];

  constructor(strings: readonly string[], parts: readonly unknown[]) {
    this.strings = strings;
    this.parts = parts;
    const values: unknown[] = [];
    this.text = render(this, values);
    this.values = values;
  }
}

class Identifier {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** A statement or a fragment of one. Fragments nest: their parameters are numbered again in the whole. */
export function sql(strings: TemplateStringsArray, ...parts: unknown[]): Sql {
  return new Statement(strings, parts);
}

/** A quoted identifier, qualified by dots: `identifier('hazards.hazard')` is `"hazards"."hazard"`. */
export function identifier(name: string): Identifier {
  return new Identifier(name);
}

/** Fragments in a row with the same text between them; nothing at all for an empty list. */
export function join(fragments: readonly Sql[], between: string): Sql {
  if (fragments.length === 0) return new Statement([''], []);
  return new Statement(['', ...fragments.slice(1).map(() => between), ''], fragments);
}

/** Text written by us (a migration file, a view), never from outside. */
export function trusted(text: string): Sql {
  return new Statement([text], []);
}

function render(statement: Statement, values: unknown[]): string {
  return statement.strings.reduce((text, next, at) => text + show(statement.parts[at - 1], values) + next);
}

function show(part: unknown, values: unknown[]): string {
  if (part instanceof Statement) return render(part, values);
  if (part instanceof Identifier) return part.name.split('.').map(quote).join('.');
  values.push(part);
  return `$${values.length}`;
}

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;
