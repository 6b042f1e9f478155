// A moment of the past that a reader asks for, and the versions of a thing that belong to it.
import { Type } from 'typebox';
import { identifier, sql, type Sql } from '../../db/sql.ts';
import { Problem } from './problem.ts';

const Instant = Type.String({ format: 'date-time', maxLength: 40 });

/** To spread into the query of a read: at most one of the two. */
export const MomentQuery = {
  /** What we knew then: later corrections do not change the answer. */
  asKnownAt: Type.Optional(Instant),
  /** What was so then, by all that is known today: later corrections do. */
  asItWasAt: Type.Optional(Instant),
};

/** A moment of the past; undefined is now. */
export type Moment = { readonly how: 'known' | 'was'; readonly at: string } | undefined;

/** @throws Problem 400 where both moments are asked for at once */
export function readMoment({ asKnownAt, asItWasAt }: { asKnownAt?: string; asItWasAt?: string }): Moment {
  if (asKnownAt !== undefined && asItWasAt !== undefined)
    throw new Problem(400, 'two-moments', 'Ask for asKnownAt or for asItWasAt, not for both');
  if (asKnownAt !== undefined) return { how: 'known', at: asKnownAt };
  if (asItWasAt !== undefined) return { how: 'was', at: asItWasAt };
  return undefined;
}

/**
 * What to select FROM: the table now, or its versions of a moment, with the same columns (`valid_from`, `recorded_at` too).
 *
 * @param thing  a table with a history, written by us: `hazards.hazard`
 */
export function versionsOf(thing: string, moment: Moment): Sql {
  if (!moment) return sql`${identifier(thing)}`;
  const timeline = identifier(`${thing}_timeline`);
  const holds = sql`valid_from <= ${moment.at} AND (valid_to IS NULL OR valid_to > ${moment.at})`;
  const known =
    moment.how === 'known'
      ? sql`recorded_at <= ${moment.at} AND (superseded_at IS NULL OR superseded_at > ${moment.at})`
      : sql`superseded_at IS NULL`;
  return sql`(SELECT * FROM ${timeline} WHERE ${known} AND ${holds})`;
}
