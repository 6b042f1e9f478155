// Reads assessments, and who lives around a hazard.
import type { Db } from '../../../db/connection.ts';
import { sql } from '../../../db/sql.ts';
import type { Moment } from '../../platform/moment.ts';
import type { Assessment, Residents } from './contract.ts';

/** More than these of one hazard are not shown. */
const MOST = 100;

/** The newest first; at a moment of the past those that were made by then. */
export function findAssessments(db: Db, hazardId: string, moment: Moment, limit = MOST): Promise<Assessment[]> {
  const made = moment ? sql`AND a.at <= ${moment.at}::timestamptz` : sql``;
  return db.many<Assessment>(sql`
    SELECT a.id, json_build_object('method', a.method, 'input', a.input) AS trial, a.outcome, a.version, s.title, a.basis, a.actor,
           a.at, a.due_at AS "dueAt"
      FROM hazards.assessment a JOIN hazards.scheme s USING (method, version)
     WHERE a.hazard_id = ${hazardId} ${made} ORDER BY a.no DESC LIMIT ${limit}`);
}

/** Counted from the grids, each by its share inside. The error is that of people who do not live evenly over their grid. */
export async function countResidents(db: Db, hazardId: string, radiusM: number): Promise<Residents> {
  const row = await db.one<Omit<Residents, 'radiusM'>>(sql`
    SELECT r.counted, r.grids_without AS "gridsWithout" FROM hazards.residents_around(${hazardId}, ${radiusM}::float8) r`);
  return { radiusM, counted: row!.counted, gridsWithout: row!.gridsWithout };
}
