// One assessment: the scheme in force, the residents around it, the method, and what follows from it.
import type { Db, Tx } from '../../../db/connection.ts';
import { sql } from '../../../db/sql.ts';
import { record } from '../../audit/record.ts';
import { Problem } from '../../platform/problem.ts';
import { NotComputable } from '../algorithms/complaint.ts';
import { findHazard, noSuchHazard } from '../store.ts';
import { foodGrade } from '../algorithms/food-grade.ts';
import { fourColour } from '../algorithms/four-colour.ts';
import { lec } from '../algorithms/lec.ts';
import { majorHazard } from '../algorithms/major-hazard.ts';
import { riskMatrix } from '../algorithms/risk-matrix.ts';
import type { Assessment, AssessmentOutcome, NewAssessment, Trial } from './contract.ts';
import { findScheme } from '../schemes/store.ts';
import type { Scheme, SchemeOf } from '../schemes/contract.ts';
import { countResidents, findAssessments } from './store.ts';

/** Where in the body the input of a method stands. */
export type InputPointer = '/body/input' | '/body/trial/input';

export interface Asked {
  readonly hazardId: string;
  readonly trial: Trial;
  readonly now: Date;
  readonly inputAt: InputPointer;
}

/** What would come of it. @throws Problem 404, 409 where no scheme of the method is in force, 422 for what cannot be computed */
export async function tryAssessment(db: Db, asked: Asked): Promise<{ scheme: Scheme; outcome: AssessmentOutcome }> {
  if (!(await findHazard(db, asked.hazardId, undefined))) throw noSuchHazard();
  const { method } = asked.trial;
  const scheme = await findScheme(db, method, asked.now);
  if (!scheme) throw new Problem(409, 'no-scheme', 'No scheme of this method is in force');
  const outcome = await outcomeOf(db, asked, scheme).catch((reason: unknown) => {
    throw refusal(reason, asked.inputAt);
  });
  return { scheme, outcome };
}

/** Makes it and takes its level over to the hazard. @throws Problem as `tryAssessment`, and 409 where somebody was faster */
export function assess(
  db: Db,
  given: Omit<NewAssessment, 'trial'> & Asked & { readonly actor: string },
): Promise<Assessment> {
  const { hazardId, trial, basis, seen, actor, now } = given;
  return db.transaction(async (tx) => {
    const hazard = await lock(tx, hazardId);
    const [before] = await findAssessments(tx, hazardId, undefined, 1);
    if ((before?.id ?? null) !== seen)
      throw new Problem(409, 'assessed-meanwhile', 'Somebody else has assessed this hazard meanwhile', {
        detail: before ? `${before.actor}, ${before.at}` : 'The assessment that was seen is not in force',
      });
    const { scheme, outcome } = await tryAssessment(tx, given);
    const dueAt = monthsAfter(now, scheme.content.againAfterMonths.value);
    await tx.one(sql`
      INSERT INTO hazards.assessment (hazard_id, method, version, input, outcome, level, basis, actor, due_at)
      VALUES (${hazardId}, ${trial.method}, ${scheme.version}, ${JSON.stringify(trial.input)}::jsonb,
              ${JSON.stringify(outcome)}::jsonb, ${outcome.level}, ${basis.trim()}, ${actor}, ${dueAt})`);
    await tx.one(
      sql`UPDATE hazards.hazard SET level = ${outcome.level} WHERE id = ${hazardId} AND level IS DISTINCT FROM ${outcome.level}`,
    );
    await tx.one(sql`SELECT platform.bump_layer('hazards', ${[hazard.divisionPath, ...hazard.sharedWith]}::text[])`);
    const [made] = await findAssessments(tx, hazardId, undefined, 1);
    await record(tx, { act: 'hazards:assess', object: `hazards.hazard/${hazardId}`, before, after: made });
    return made!;
  });
}

/** Held against other assessors until the end; what is only shared with the caller is not found. */
async function lock(tx: Tx, id: string): Promise<{ divisionPath: string; sharedWith: string[] }> {
  const held = await tx.one<{ divisionPath: string; sharedWith: string[] }>(sql`
    SELECT division_path AS "divisionPath", shared_with AS "sharedWith" FROM hazards.hazard WHERE id = ${id} FOR UPDATE`);
  if (!held) throw noSuchHazard();
  return held;
}

/** @throws NotComputable */
async function outcomeOf(db: Db, { hazardId, trial }: Asked, scheme: Scheme): Promise<AssessmentOutcome> {
  switch (trial.method) {
    case 'gb-18218': {
      const { content } = scheme as SchemeOf<'gb-18218'>;
      return majorHazard(content, trial.input, await countResidents(db, hazardId, content.radiusM.value));
    }
    case 'lec':
      return lec((scheme as SchemeOf<'lec'>).content, trial.input);
    case 'risk-matrix':
      return riskMatrix((scheme as SchemeOf<'risk-matrix'>).content, trial.input);
    case 'food-grade':
      return foodGrade((scheme as SchemeOf<'food-grade'>).content, trial.input);
    case 'four-colour':
      return fourColour((scheme as SchemeOf<'four-colour'>).content, trial.input);
  }
}

/** What keeps a form from being computed, with its place in the body. Whatever else was thrown stays what it was. */
function refusal(reason: unknown, inputAt: InputPointer): unknown {
  if (!(reason instanceof NotComputable)) return reason;
  const errors = reason.complaints.map(({ pointer, detail }) => ({ pointer: `${inputAt}${pointer}`, detail }));
  return new Problem(422, 'not-computable', 'This cannot be assessed as it is filled in', { errors });
}

/** The same day so many months later; the last of the month where it has no such day. */
function monthsAfter(now: Date, months: number): Date {
  const later = new Date(now);
  later.setUTCMonth(later.getUTCMonth() + months);
  if (later.getUTCDate() !== now.getUTCDate()) later.setUTCDate(0);
  return later;
}
