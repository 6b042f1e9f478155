// What the commands for keys have in common: options, and which of several is meant.
import { parseArgs } from 'node:util';

export interface Asked {
  /** What stands without an option's name. */
  readonly names: readonly string[];
  readonly options: Readonly<Record<string, string | undefined>>;
}

/** Reads `NAME --option value`; undefined where an option is not known. */
export function readAsked(args: readonly string[], known: readonly string[]): Asked | undefined {
  try {
    const options = Object.fromEntries(known.map((name) => [name, { type: 'string' as const }]));
    const { positionals, values } = parseArgs({ args: [...args], options, allowPositionals: true });
    return { names: positionals, options: values as Record<string, string | undefined> };
  } catch {
    return undefined;
  }
}

/** A whole number between the two, `usual` where nothing is said; undefined where it is none. */
export function readCount(text: string | undefined, usual: number, [least, most]: readonly [number, number]) {
  const count = text === undefined ? usual : Number(text);
  return Number.isInteger(count) && count >= least && count <= most ? count : undefined;
}

/** The one that has this id or, where no other at work has it too, this name. */
export function findMeant<
  Row extends { readonly id: string; readonly name: string; readonly revokedAt: string | null },
>(rows: readonly Row[], asked: string | undefined): Row | undefined {
  const named = rows.filter(({ name, revokedAt }) => name === asked && revokedAt === null);
  return rows.find(({ id }) => id === asked) ?? (named.length === 1 ? named[0] : undefined);
}

/** `2027-01-31`, in UTC; a stroke where there is none. */
export const dayOf = (instant: string | null): string => instant?.slice(0, 10) ?? '-';
