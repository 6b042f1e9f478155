// Proves the log: every digest, every link, the heads kept outside. It reads and changes nothing.
import type { Db } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import type { Services } from '../platform/services.ts';
import { readAnchors } from './anchors.ts';
import type { AuditFault, FaultKind, Verification } from './contract.ts';

/** The sealer comes every second; what waits for longer was left. */
const LATE_MS = 60_000;
/** Seals of one statement, and how many run at once: the embedded engine has one session, and others want it too. */
const RANGE = { postgres: { rows: 50_000, lanes: 2 }, embedded: { rows: 5_000, lanes: 1 } } as const;
const ANCHORS_AT_ONCE = 5_000;

interface Ends {
  readonly checkpointPos: number;
  readonly checkpointProven: boolean;
  readonly headPos: number;
}

/** @param db of whoever may: the audit's administrator, or a job */
export async function verify(services: Pick<Services, 'config' | 'clock' | 'database'>, db: Db): Promise<Verification> {
  for (;;) {
    const before = await findEnds(db);
    const found = await verifyFrom(services, db, before);
    // Retention took a part away while we looked at it: look again.
    if ((await findEnds(db)).checkpointPos === before.checkpointPos) return found;
  }
}

async function verifyFrom(
  { config, clock, database }: Pick<Services, 'config' | 'clock' | 'database'>,
  db: Db,
  ends: Ends,
): Promise<Verification> {
  const start = performance.now();
  const now = clock();
  const chain = await verifyChain(db, ends, RANGE[database.engine]);
  const waiting = await verifyUnsealed(db, new Date(now.getTime() - LATE_MS));
  const outside = await compareAnchors(db, config.auditAnchorFile, ends);
  const unproven = ends.checkpointProven ? [] : [faultOf('checkpoint-unproven', null, ends.checkpointPos)];
  const faults = [...unproven, ...chain.faults, ...outside.faults, ...waiting.faults];
  const fault = faults.sort((a, b) => placeOf(a) - placeOf(b))[0] ?? null;
  const sealed = chain.checked;
  const anchored = sealed === 0 || outside.anchors > 0;
  return {
    at: now.toISOString(),
    tookMs: Math.round(performance.now() - start),
    proven: fault === null && waiting.late === 0 && anchored && outside.unreadableAnchors === 0,
    fault,
    sealed,
    unsealed: waiting.unsealed,
    late: waiting.late,
    lateNo: waiting.lateNo,
    anchors: outside.anchors,
    unreadableAnchors: outside.unreadableAnchors,
    afterLastAnchor: Math.max(0, ends.headPos - Math.max(outside.lastPos, ends.checkpointPos)),
    prunedThrough: ends.checkpointPos,
  };
}

const faultOf = (kind: FaultKind, no: number | null, pos: number | null, until: number | null = null): AuditFault => ({
  kind,
  no,
  pos,
  until,
});

/** The first that is certain is told: of a stretch between two anchors, its end. */
const placeOf = ({ pos, until }: AuditFault) => until ?? pos ?? Infinity;

async function findEnds(db: Db): Promise<Ends> {
  const ends = await db.one<Ends>(sql`
    SELECT checkpoint_pos AS "checkpointPos", checkpoint_proven AS "checkpointProven", head_pos AS "headPos" FROM audit.ends()`);
  return ends!;
}

interface Seen {
  readonly checked: number;
  readonly pos: number | null;
  readonly no: number | null;
  readonly kind: FaultKind | null;
}

/** Ranges prove themselves each, so they may run side by side; stops at the first that has a fault. */
async function verifyChain(
  db: Db,
  { checkpointPos, headPos }: Ends,
  { rows, lanes }: { readonly rows: number; readonly lanes: number },
) {
  const faults: AuditFault[] = [];
  let next = checkpointPos;
  let checked = 0;
  const lane = async () => {
    while (next < headPos && faults.length === 0) {
      const after = next;
      next += rows;
      const seen = (await db.one<Seen>(sql`
        SELECT checked, fault_pos AS pos, fault_no AS no, fault AS kind
          FROM audit.verify_seals(${after}, ${Math.min(rows, headPos - after)})`))!;
      checked += seen.checked;
      if (seen.kind) faults.push(faultOf(seen.kind, seen.no, seen.pos));
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return { checked, faults };
}

async function verifyUnsealed(db: Db, lateBefore: Date) {
  const seen = (await db.one<{
    unsealed: number;
    late: number;
    lateNo: number | null;
    no: number | null;
    kind: FaultKind | null;
  }>(sql`
    SELECT unsealed, late, late_no AS "lateNo", fault_no AS no, fault AS kind FROM audit.verify_unsealed(${lateBefore})`))!;
  const { unsealed, late, lateNo, no, kind } = seen;
  return { unsealed, late, lateNo, faults: kind ? [faultOf(kind, no, null)] : [] };
}

/** Every head that was laid down must be in the chain still. */
async function compareAnchors(db: Db, path: string, { headPos }: Ends) {
  let unreadableAnchors = 0;
  let anchors = 0;
  let lastPos = 0;
  let wrong = Infinity;
  let known = 0;
  let batch: { pos: number; chain: string }[] = [];
  const compare = async () => {
    const seen = (await db.one<{ wrong: number | null; known: number | null; compared: number }>(sql`
      SELECT wrong_pos AS wrong, known_pos AS known, compared FROM audit.compare_anchors(
        ${batch.map(({ pos }) => pos)}::bigint[], ${batch.map(({ chain }) => chain)}::text[])`))!;
    anchors += seen.compared;
    wrong = Math.min(wrong, seen.wrong ?? Infinity);
    if (seen.known !== null && seen.known < wrong) known = Math.max(known, seen.known);
    batch = [];
  };
  for await (const anchor of readAnchors(path)) {
    if (!anchor) {
      unreadableAnchors += 1;
      continue;
    }
    lastPos = Math.max(lastPos, anchor.pos);
    batch.push(anchor);
    if (batch.length === ANCHORS_AT_ONCE) await compare();
  }
  await compare();
  return { anchors, unreadableAnchors, lastPos, faults: await anchorFault(db, { wrong, known, headPos }) };
}

/** What is wrong lies after the last head that fits, and at the first that does not at the latest. */
async function anchorFault(
  db: Db,
  { wrong, known, headPos }: { readonly wrong: number; readonly known: number; readonly headPos: number },
): Promise<AuditFault[]> {
  if (wrong === Infinity) return [];
  if (wrong > headPos) return [faultOf('tail-cut', null, headPos + 1, wrong)];
  const there = await db.one<{ no: number }>(sql`SELECT entry_no AS no FROM audit.seal WHERE pos = ${known + 1}`);
  return [faultOf('anchor-differs', there?.no ?? null, known + 1, wrong)];
}
