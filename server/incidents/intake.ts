// Takes a report in: once, whatever the sender repeats, and whole or not at all.
import type { Db, Tx } from '../../db/connection.ts';
import { sql } from '../../db/sql.ts';
import { record } from '../audit/record.ts';
import { readName } from '../../geodata/space/pinyin.ts';
import { Problem } from '../platform/problem.ts';
import type { EventLog, NewEvent } from '../platform/event-log.ts';
import type { Sealing } from '../platform/sealing.ts';
import { keepReporterContact } from '../sealed/keep.ts';
import { fingerprint } from './algorithms/fingerprint.ts';
import { incidentNumber, shanghaiDay } from './algorithms/incident-number.ts';
import type { Incident, IncidentReport } from './contract.ts';
import { hearFeed } from './feed-pulse.ts';
import { locate } from './place.ts';
import { findIncident } from './store.ts';
import { addEntry, raiseRevision, tell } from './story.ts';

export interface Sender {
  readonly id: string;
  readonly name: string;
}

export interface Delivery {
  readonly report: IncidentReport;
  readonly idempotencyKey: string;
  readonly sender: Sender;
  readonly now: Date;
  readonly sealing: Pick<Sealing, 'seal'>;
}

/** How far a sender's clock may run ahead of ours. */
const AHEAD_MS = 5 * 60_000;

/**
 * Stores a report and tells the screens; both are committed, or neither is, when it answers.
 *
 * The same key, or the same number of the sender's own, answers the incident that is there (`isNew` false).
 * @throws Problem 409 where a key comes back with another body, 422 where position or time cannot be
 */
export function takeReport(
  db: Db,
  events: EventLog,
  delivery: Delivery,
): Promise<{ incident: Incident; isNew: boolean }> {
  refuseFuture(delivery.report.occurredAt, delivery.now);
  const { reporterContact: _sealed, ...told } = delivery.report; // a hash of a phone number is soon guessed
  const bodyHash = fingerprint(told);
  return db.transaction(async (tx) => {
    const pulse = await hearFeed(tx, delivery.sender, delivery.now);
    const answered = await findAnswered(tx, delivery, bodyHash);
    const taken = answered ? { incident: answered, isNew: false, told: [] } : await takeNew(tx, delivery, bodyHash);
    await events.append(tx, ...pulse, ...taken.told);
    return { incident: taken.incident, isNew: taken.isNew };
  });
}

function refuseFuture(occurredAt: string, now: Date): void {
  const ahead = new Date(occurredAt).getTime() - now.getTime();
  if (ahead <= AHEAD_MS) return; // an instant that is none gives NaN and is refused with the rest
  throw new Problem(422, 'time-in-future', 'The report says that it happened later than now', {
    errors: [
      { pointer: '/body/occurredAt', detail: 'is no instant, or more than five minutes ahead of the clock here' },
    ],
  });
}

/** What this key was answered with before, as it now is. */
async function findAnswered(
  tx: Tx,
  { idempotencyKey, sender }: Delivery,
  bodyHash: string,
): Promise<Incident | undefined> {
  const receipt = await tx.one<{ bodyHash: string; incidentId: string }>(sql`
    SELECT body_hash AS "bodyHash", incident_id AS "incidentId"
      FROM incidents.receipt WHERE feed_id = ${sender.id} AND idempotency_key = ${idempotencyKey}`);
  if (receipt && receipt.bodyHash !== bodyHash) {
    throw new Problem(409, 'key-reused', 'This idempotency key came before with another report');
  }
  return receipt && findIncident(tx, receipt.incidentId);
}

/** A key that is new: of an incident that the sender told under another key, or of one that nobody knew. */
async function takeNew(
  tx: Tx,
  delivery: Delivery,
  bodyHash: string,
): Promise<{ incident: Incident; isNew: boolean; told: NewEvent[] }> {
  const { report, sender } = delivery;
  const sameId = await findByExternalId(tx, sender.id, report.externalId);
  const id = sameId ?? (await insertIncident(tx, delivery));
  const act = sameId ? 'repeated' : 'reported';
  if (sameId) await raiseRevision(tx, sameId);
  await addEntry(tx, id, { act, actor: sender.name, ...(sameId && { text: report.title }) });
  await keepReceipt(tx, delivery, bodyHash, id);
  if (report.reporterContact) await keepReporterContact(tx, delivery.sealing, id, report.reporterContact);
  const { incident, event } = await tell(tx, `incidents.${act}`, id);
  await record(tx, { act: 'incidents:report', object: `incidents.incident/${id}`, after: incident });
  return { incident, isNew: !sameId, told: [event] };
}

async function findByExternalId(tx: Tx, feedId: string, externalId: string | undefined): Promise<string | undefined> {
  if (externalId === undefined) return undefined;
  const same = await tx.one<{ id: string }>(sql`
    SELECT id FROM incidents.incident WHERE feed_id = ${feedId} AND external_id = ${externalId}`);
  return same?.id;
}

async function insertIncident(tx: Tx, { report, sender, now }: Delivery): Promise<string> {
  const where = await locate(tx, report.point);
  const number = await nextNumber(tx, now);
  const reading = readName(report.title);
  const [lon, lat] = report.point;
  const row = await tx.one<{ id: string }>(sql`
    INSERT INTO incidents.incident
      (number, feed_id, external_id, source, kind, level, title, title_initials, title_pinyin, description, address,
       geom, grid_code, division_path, occurred_at, received_at, valid_from, demo)
    VALUES (${number}, ${sender.id}, ${report.externalId ?? null}, ${report.source}, ${report.kind}, ${report.level},
       ${report.title}, ${reading.initials}, ${reading.pinyin}, ${report.description ?? null}, ${report.address ?? null},
       ST_SetSRID(ST_MakePoint(${lon}::float8, ${lat}::float8), 4326), ${where.gridCode}, ${where.divisionPath},
       ${report.occurredAt}, ${now}, least(${report.occurredAt}::timestamptz, ${now}::timestamptz), ${report.demo ?? false})
    RETURNING id`);
  return row!.id;
}

/** The next number of the day in Asia/Shanghai; the city's initials before it. */
async function nextNumber(tx: Tx, now: Date): Promise<string> {
  const day = shanghaiDay(now);
  const row = await tx.one<{ serial: number; city: string }>(sql`
    SELECT incidents.next_serial(${day}::date) AS serial, (SELECT name FROM city.city LIMIT 1) AS city`);
  const prefix = readName(row!.city.replace(/市$/u, '')).initials.toUpperCase();
  return incidentNumber(prefix, day, row!.serial);
}

async function keepReceipt(
  tx: Tx,
  { sender, idempotencyKey, now }: Delivery,
  bodyHash: string,
  incidentId: string,
): Promise<void> {
  await tx.one(sql`
    INSERT INTO incidents.receipt (feed_id, idempotency_key, body_hash, incident_id, received_at)
    VALUES (${sender.id}, ${idempotencyKey}, ${bodyHash}, ${incidentId}, ${now})`);
}
