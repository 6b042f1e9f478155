// What is other after an act than before, field by field. Pure.

export interface Difference {
  /** `location.lon`; empty where the whole value changed. */
  readonly path: string;
  /** Undefined where there was nothing, or is nothing now. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Fields in the order in which they stand; those that stayed are left out. Lists and what is empty are shown as a whole. */
export function differencesOf(before: unknown, after: unknown): Difference[] {
  return compare('', before, after);
}

function compare(path: string, was: unknown, is: unknown): Difference[] {
  const [before, after] = [was ?? undefined, is ?? undefined];
  if (isFields(before) && isFields(after)) return compareFields(path, before, after);
  if (isFields(before) && after === undefined) return compareFields(path, before, {});
  if (before === undefined && isFields(after)) return compareFields(path, {}, after);
  const texts = { before: textOf(before), after: textOf(after) };
  return texts.before === texts.after ? [] : [{ path, ...texts }];
}

function compareFields(path: string, before: Fields, after: Fields): Difference[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => compare(path === '' ? name : `${path}.${name}`, before[name], after[name]));
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;

function textOf(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
