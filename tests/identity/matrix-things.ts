// Things for the matrix: a fresh one for each cell, so that what one caller does is not in the way of the next.
import { createHash, randomUUID } from 'node:crypto';
import { sql } from '../../db/sql.ts';
import { keepReporterContact } from '../../server/sealed/keep.ts';
import { openSession } from '../../server/identity/sessions.ts';
import { EAST, IN_EAST, IN_WEST, WEST } from '../incidents/town.ts';
import type { TestApp } from '../support/app.ts';

export type Place = typeof WEST | typeof EAST;

/** Whose a thing is: that person's or, lying in their county, somebody's of it. */
export interface Owner {
  readonly app: TestApp;
  readonly place: Place;
  /** A person of the county. */
  readonly personId: string;
}

const hashOf = (text: string) => createHash('sha256').update(text).digest();
const NEVER = '2036-07-01T00:00:00Z';

export async function aPerson({ app, place }: Pick<Owner, 'app' | 'place'>): Promise<string> {
  const login = `p${randomUUID().slice(0, 12)}`;
  const row = await app.database.owner.one<{ id: string }>(sql`
    INSERT INTO identity.person (login, name, division_path, created_at) VALUES (${login}, ${login}, ${place.county}, ${app.clock()}) RETURNING id`);
  return row!.id;
}

async function aPost(owner: Owner, personId: string, role = 'duty-officer'): Promise<string> {
  const { app, place } = owner;
  const row = await app.database.owner.one<{ id: string }>(sql`
    INSERT INTO identity.post (person_id, role, areas, valid_from) VALUES (${personId}, ${role}, ${[place.county]}, ${app.clock()}) RETURNING id`);
  return row!.id;
}

let reported = 0;

export async function anIncident({ app, place }: Pick<Owner, 'app' | 'place'>): Promise<string> {
  const id = randomUUID();
  const number = `M-20260701-${String((reported += 1)).padStart(4, '0')}`;
  const feedId = await aKey({ app, place }, 'feed');
  const [lon, lat] = place === WEST ? IN_WEST : IN_EAST;
  await app.database.owner.one(sql`
    INSERT INTO incidents.incident (id, number, feed_id, external_id, source, kind, level, title, title_initials, title_pinyin, description, address,
                                    geom, grid_code, division_path, occurred_at, received_at)
    VALUES (${id}, ${number}, ${feedId}, ${id}, '110', 'fire', 1, '火情', 'hq', 'huoqing', '', '', ST_SetSRID(ST_MakePoint(${lon}, ${lat}), 4326),
            ${place.grid}, ${place.village}, ${app.clock()}, ${app.clock()})`);
  return id;
}

/** Without the triggers that ask for the session of whoever writes it. */
async function aRequest({ app, place }: Owner, kind: string, about: string, content: object, by: string) {
  const id = randomUUID();
  await app.database.owner.transaction(async (tx) => {
    await tx.one(sql`SELECT set_config('session_replication_role', 'replica', true)`);
    await tx.one(sql`
      INSERT INTO identity.request (id, kind, about, content, reason, division_path, asked_by, asked_at, expires_at)
      VALUES (${id}, ${kind}, ${about}, ${JSON.stringify(content)}::jsonb, '核实现场情况', ${place.county}, ${by}, ${app.clock()}, ${NEVER})`);
  });
  return id;
}

async function anEmergency(owner: Owner, isOpen: boolean, by?: string): Promise<string> {
  const { app, place } = owner;
  const incidentId = await anIncident(owner);
  const asker = by ?? (await aPerson(owner));
  const content = { areas: [place.county], hours: 1, number: 'M-20260701-0000' };
  if (!isOpen) await aPost(owner, asker, 'clerk');
  const id = await aRequest(owner, 'emergency', incidentId, content, asker);
  if (!isOpen) return id;
  const decider = await aPerson(owner);
  const until = new Date(app.clock().getTime() + 3_600_000);
  await app.database.owner.transaction(async (tx) => {
    await tx.one(sql`SELECT set_config('session_replication_role', 'replica', true)`);
    const post = await tx.one<{ id: string }>(sql`
      INSERT INTO identity.post (person_id, role, areas, incident_id, valid_from, valid_to)
      VALUES (${asker}, 'clerk', ${[place.county]}, ${incidentId}, ${app.clock()}, ${until}) RETURNING id`);
    await tx.one(
      sql`UPDATE identity.request SET approved = true, decided_by = ${decider}, decided_at = ${app.clock()} WHERE id = ${id}`,
    );
    await tx.one(sql`
      INSERT INTO sealed.emergency (request_id, incident_id, post_id, person_id, decided_by, division_path, areas, began_at, until)
      VALUES (${id}, ${incidentId}, ${post!.id}, ${asker}, ${decider}, ${place.county}, ${[place.county]}, ${app.clock()}, ${until})`);
  });
  return id;
}

/** Taken on: what can be closed. */
async function anIncidentTakenOn(owner: Owner): Promise<string> {
  const id = await anIncident(owner);
  await owner.app.database.owner.one(
    sql`UPDATE incidents.incident SET state = 'acknowledged', acknowledged_at = ${owner.app.clock()} WHERE id = ${id}`,
  );
  return id;
}

/** Shared with the other county, where it is one of the west: what lies in the east is not to be seen by this. */
async function shared(owner: Owner, schema: 'incidents' | 'sites', id: string): Promise<string> {
  if (owner.place !== WEST) return id;
  const lines = schema === 'sites' ? sql`sites.sharing` : sql`incidents.sharing`;
  await owner.app.database.owner.one(sql`
    INSERT INTO ${lines} (thing_id, path, from_path, actor, reason) VALUES (${id}, ${EAST.county}, ${WEST.county}, 'test', 'x')`);
  return id;
}

async function aContact(owner: Owner): Promise<string> {
  const id = await anIncident(owner);
  const { database, services } = owner.app;
  await database.owner.transaction((tx) => keepReporterContact(tx, services.sealing, id, { phone: '13800002222' }));
  return id;
}

async function aSite({ app, place }: Owner): Promise<string> {
  const id = randomUUID();
  const [lon, lat] = place === WEST ? IN_WEST : IN_EAST;
  await app.database.owner.one(sql`
    INSERT INTO sites.site (id, code, name, name_initials, name_pinyin, kind, point, division_path, demo, approximate, source)
    VALUES (${id}, ${id}, '医院', 'yy', 'yiyuan', 'hospital', ST_SetSRID(ST_MakePoint(${lon}, ${lat}), 4326), ${place.village}, false, false, 'test')`);
  return id;
}

async function aKey({ app, place }: Pick<Owner, 'app' | 'place'>, kind: 'feed' | 'device'): Promise<string> {
  const { owner } = app.database;
  const name = randomUUID();
  const row =
    kind === 'feed'
      ? await owner.one<{ id: string }>(sql`
          INSERT INTO identity.feed (name, key_hash, areas, created_at) VALUES (${name}, ${hashOf(name)}, ${[place.county]}, ${app.clock()}) RETURNING id`)
      : await owner.one<{ id: string }>(sql`
          INSERT INTO identity.device (name, areas, prefix, key_hash, created_by, expires_at)
          VALUES (${name.slice(0, 30)}, ${[place.county]}, ${name.replaceAll('-', '').slice(0, 12)}, ${hashOf(name)}, 'test', ${NEVER}) RETURNING id`);
  return row!.id;
}

/** What the screen of a device shows: the beginning of the hash of its token. */
export const codeOfScreen = (deviceId: string): string => hashOf(deviceId).toString('hex').slice(0, 6).toUpperCase();

async function aScreenThatWaits(given: Owner): Promise<string> {
  const id = await aKey(given, 'device');
  const { owner } = given.app.database;
  await owner.one(sql`UPDATE identity.device SET key_by = 'somebody' WHERE id = ${id} RETURNING id`);
  await owner.one(sql`
    INSERT INTO identity.device_session (token_hash, device_id, key_hash, opened_at, seen_at)
    SELECT ${hashOf(id)}, d.id, d.key_hash, platform.now(), platform.now() FROM identity.device d WHERE d.id = ${id} RETURNING id`);
  return id;
}

async function aSession({ app, personId }: Owner): Promise<string> {
  const opened = { personId, openedBy: 'password', address: undefined, agent: undefined } as const;
  await openSession(app.services.db, opened, app.clock());
  const row = await app.database.owner.one<{ id: string }>(
    sql`SELECT id FROM identity.session WHERE person_id = ${personId} AND post_id IS NULL ORDER BY opened_at DESC LIMIT 1`,
  );
  return row!.id;
}

async function aPasskey({ app, personId }: Owner): Promise<string> {
  const id = randomUUID();
  await app.database.owner.one(
    sql`INSERT INTO identity.passkey (id, person_id, name, public_key) VALUES (${id}, ${personId}, 'a', ${Buffer.from([0])})`,
  );
  return id;
}

async function ownPost({ app, personId }: Owner): Promise<string> {
  const row = await app.database.owner.one<{ id: string }>(
    sql`SELECT id FROM identity.post WHERE person_id = ${personId}`,
  );
  return row!.id;
}

async function anApplicationPassword(owner: Owner): Promise<string> {
  const { app, place, personId } = owner;
  const postId = place === WEST ? await ownPost(owner) : await aPost(owner, personId);
  const secret = randomUUID();
  const row = await app.database.owner.one<{ id: string }>(sql`
    INSERT INTO identity.application_password (person_id, post_id, name, prefix, created_at, key_hash, expires_at)
    VALUES (${personId}, ${postId}, 'QGIS', ${secret.replaceAll('-', '').slice(0, 12)}, ${app.clock()}, ${hashOf(secret)}, ${new Date(app.clock().getTime() + 86_400_000)}) RETURNING id`);
  return row!.id;
}

async function aHandOver(owner: Owner): Promise<string> {
  const id = randomUUID();
  const giver = await aPerson(owner);
  await owner.app.database.owner.transaction(async (tx) => {
    await tx.one(sql`SELECT set_config('session_replication_role', 'replica', true)`);
    await tx.one(sql`
      INSERT INTO identity.hand_over (id, areas, given_by, given_at, note, incidents)
      VALUES (${id}, ${[owner.place.county]}, ${giver}, ${owner.app.clock()}, '', '[]')`);
  });
  return id;
}

/** Not the last who grants posts: that one stays. */
async function anAdministrator(owner: Owner): Promise<string> {
  await aPost(owner, await aPerson(owner), 'security-admin');
  const person = await aPerson(owner);
  await aPost(owner, person, 'audit-admin');
  return person;
}

async function aClosedAdministrator(owner: Owner): Promise<string> {
  const person = await anAdministrator(owner);
  const { app } = owner;
  await app.database.owner.one(
    sql`UPDATE identity.person SET deactivated_at = ${app.clock()} WHERE id = ${person} RETURNING id`,
  );
  return person;
}

async function aDepartment({ app }: Owner): Promise<string> {
  const code = `d${randomUUID().slice(0, 8)}`;
  await app.database.owner.one(sql`INSERT INTO identity.department (code, name) VALUES (${code}, ${code})`);
  return code;
}

/** How each is made. @returns the id by which a route names it */
export const THINGS = {
  person: aPerson,
  post: async (owner: Owner) => aPost(owner, await aPerson(owner)),
  administrator: anAdministrator,
  'closed administrator': aClosedAdministrator,
  'administrator post': async (owner: Owner) => aPost(owner, await aPerson(owner), 'audit-admin'),
  'post of the caller': ownPost,
  session: aSession,
  passkey: aPasskey,
  'application password': anApplicationPassword,
  department: aDepartment,
  request: async (owner: Owner) =>
    aRequest(owner, 'recovery', await aPerson(owner), { what: 'second-factor' }, await aPerson(owner)),
  feed: (owner: Owner) => aKey(owner, 'feed'),
  device: (owner: Owner) => aKey(owner, 'device'),
  'screen that waits': aScreenThatWaits,
  'hand-over': aHandOver,
  incident: anIncident,
  'incident taken on': anIncidentTakenOn,
  'shared incident': async (owner: Owner) => shared(owner, 'incidents', await anIncident(owner)),
  contact: aContact,
  'emergency asked for': (owner: Owner) => anEmergency(owner, false),
  'own emergency': (owner: Owner) => anEmergency(owner, true, owner.personId),
  emergency: (owner: Owner) => anEmergency(owner, true),
  site: aSite,
  'shared site': async (owner: Owner) => shared(owner, 'sites', await aSite(owner)),
} satisfies Record<string, (owner: Owner) => Promise<string>>;
export type Thing = keyof typeof THINGS;
