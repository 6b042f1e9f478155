// A moment of the past that a reader asks for, and the versions of a thing that belong to it.
import { identifier, sql, type Sql } from '../../db/sql.ts';
import { TAKEN_INSTANT, type MomentQuery } from './contract.ts';
import { Problem } from './problem.ts';

export { MomentQuery } from './contract.ts';

/** A moment of the past, `at` as ISO text with its offset; undefined is now. */
export type Moment = { readonly how: 'known' | 'was'; readonly at: string } | undefined;

/** @throws Problem 400 where both moments are asked for at once, or where one is no instant */
export function readMoment({ asKnownAt, asItWasAt }: MomentQuery): Moment {
  if (asKnownAt !== undefined && asItWasAt !== undefined)
    throw new Problem(400, 'two-moments', 'Ask for asKnownAt or for asItWasAt, not for both');
  if (asKnownAt !== undefined) return { how: 'known', at: readInstant(asKnownAt) };
  if (asItWasAt !== undefined) return { how: 'was', at: readInstant(asItWasAt) };
  return undefined;
}

/** As it was given: the database counts microseconds, and a thing recorded within this millisecond must not be missed. */
function readInstant(text: string): string {
  const at = new Date(text);
  if (!TAKEN_INSTANT.test(text) || !(at.getUTCFullYear() >= 1))
    throw new Problem(400, 'invalid-moment', 'This is no instant of our era');
  return text;
}

/** The query of a moment, to go on with to the same moment elsewhere: `asKnownAt=…`; nothing for now. */
export function momentQuery(moment: Moment): string {
  if (!moment) return '';
  return `${moment.how === 'known' ? 'asKnownAt' : 'asItWasAt'}=${encodeURIComponent(moment.at)}`;
}

/**
 * What to select FROM, an alias follows: the table now, or its versions of a moment, with the same columns
 * (`valid_from`, `recorded_at` too). Policies and indexes hold as they do for the table.
 *
 * @param thing  a table with a history, written by us: `hazards.hazard`
 */
export function versionsOf(thing: string, moment: Moment): Sql {
  if (!moment) return sql`${identifier(thing)}`;
  return sql`${identifier(`${thing}_${moment.how}_at`)}(${moment.at}::timestamptz)`;
}

/** Which rows of a timeline belong to a moment; for views over several timelines. `row` is its alias. */
export function holdsAt(row: Sql, moment: NonNullable<Moment>): Sql {
  const at = sql`${moment.at}::timestamptz`;
  const held = sql`${row}.valid_from <= ${at} AND (${row}.valid_to IS NULL OR ${row}.valid_to > ${at})`;
  if (moment.how === 'was') return sql`${row}.superseded_at IS NULL AND ${held}`;
  return sql`${row}.recorded_at <= ${at} AND (${row}.superseded_at IS NULL OR ${row}.superseded_at > ${at}) AND ${held}`;
}
