// Two counties with the same rows in each, marked so that nobody can take one for the other: whoever sees a mark has seen the row.
import { createHash } from 'node:crypto';
import type { Db } from '../../db/connection.ts';
import { sql, trusted } from '../../db/sql.ts';
import { EAST, IN_EAST, IN_WEST, loadTown, WEST } from '../incidents/town.ts';

/** Where a canary sits: a county, or a county's rows for one department alone. */
export type Perch = 'west' | 'east' | 'police';

interface Place {
  readonly codes: { readonly county: string; readonly village: string; readonly grid: string };
  readonly point: readonly [number, number];
  readonly departments: string;
  /** The first eight digits of all of its ids. */
  readonly digits: string;
}

export const PERCHES: Readonly<Record<Perch, Place>> = {
  west: { codes: WEST, point: IN_WEST, departments: '{}', digits: 'aaaaaaaa' },
  east: { codes: EAST, point: IN_EAST, departments: '{}', digits: 'bbbbbbbb' },
  police: { codes: WEST, point: IN_WEST, departments: '{public-security}', digits: 'cccccccc' },
};

/** A word that stands in every text of the rows of a perch. */
export const songOf = (perch: Perch): string => `canary${perch}`;
/** An id of a row of a perch, known before the row is. */
export const idOf = (perch: Perch, no: number): string =>
  `${PERCHES[perch].digits}-0000-4000-8000-${String(no).padStart(12, '0')}`;
/** What can be for some departments alone, and what hangs on it. */
const LIMITABLE =
  /^(platform\.event|sites|hazards|shelters|incidents|files|identity\.feed|imports\.(import|staged_row))/u;

/** What betrays a row of a perch: its word, its ids, or its number. */
export const markOf = (perch: Perch): RegExp =>
  new RegExp(`${songOf(perch)}|${PERCHES[perch].digits}-0000|${numberOf(perch, 0).slice(0, -1)}`, 'iu');
const numberOf = (perch: Perch, no: number) => `${perch.toUpperCase()}-20260701-000${no}`;

/** Rows of everything, in the west, in the east, and in the west for one department. */
export async function seedCanaries(owner: Db): Promise<void> {
  await loadTown(owner);
  await owner.one(sql`
    INSERT INTO hazards.scheme (method, version, valid_from, title, content)
    VALUES ('four-colour', 'canary', '2023-05-23', '{"zh": "四色", "en": "Four colours"}', ${JSON.stringify(FOUR_COLOURS)}::jsonb)`);
  for (const perch of Object.keys(PERCHES) as Perch[]) {
    for (const [table, row] of Object.entries(rowsOf(perch)))
      if (perch !== 'police' || LIMITABLE.test(table)) await insert(owner, table, row);
    // What is changed leaves a past.
    for (const table of ['sites.site', 'hazards.hazard', 'shelters.shelter'])
      await owner.many(
        trusted(`UPDATE ${table} SET address = address || '.' WHERE id::text LIKE '${PERCHES[perch].digits}%'`),
      );
    await owner.one(
      sql`UPDATE incidents.incident SET address = address || '.', revision = 2 WHERE id = ${idOf(perch, 1)}`,
    );
    if (perch === 'police') continue;
    for (const population of [1300, 1400])
      await owner.one(sql`
        UPDATE grids.grid SET name = ${songOf(perch)}, source = ${songOf(perch)}, population = ${population} WHERE code = ${PERCHES[perch].codes.grid}`);
  }
}

/** Triggers that ask for a session stand aside: the rows are there, however they came. */
async function insert(owner: Db, table: string, row: Readonly<Record<string, unknown>>): Promise<void> {
  await owner.transaction(async (tx) => {
    if (/^(identity\.(request|hand_over)|sealed\.|incidents\.entry_photo)/.test(table))
      await tx.one(sql`SELECT set_config('session_replication_role', 'replica', true)`);
    await tx.many(
      trusted(
        `INSERT INTO ${table} (${Object.keys(row).join(', ')}) OVERRIDING USER VALUE VALUES (${Object.values(row).map(literal).join(', ')})`,
      ),
    );
  });
}

/** Raw SQL stands in an array of one. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return String(value[0]);
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value);
  return `'${String(value).replaceAll("'", "''")}'`;
}

const hashOf = (text: string) => [`'\\x${createHash('sha256').update(text).digest('hex')}'`];
const AT = '2026-07-01T00:00:00Z';

/** A scheme that rows can name. */
const FOUR_COLOURS = {
  levels: [1, 2, 3, 4].map((level) => ({ level, name: { zh: '级', en: 'level' }, source: 'test', verified: true })),
  againAfterMonths: { value: 12, source: 'test', verified: true },
};

/** One row a table, in the order in which they lean on one another. */
function rowsOf(perch: Perch): Record<string, Record<string, unknown>> {
  const { codes, point, departments } = PERCHES[perch];
  const song = songOf(perch);
  const id = (no: number) => idOf(perch, no);
  const named = { name: song, name_initials: song, name_pinyin: song };
  const spot = [`ST_SetSRID(ST_MakePoint(${point[0]}, ${point[1]}), 4326)`];
  const where = { division_path: codes.village };
  const limited = { departments };
  const origin = { demo: false, approximate: false, source: song };
  const feedId = id(20);
  const person = id(21);
  const post = id(22);
  return {
    'grids.owner': {
      division_path: perch === 'police' ? WEST.town : codes.county,
      duty: 'emergency',
      unit: song,
      phone: song,
      demo: false,
    },
    'sites.site': {
      id: id(1),
      code: song,
      ...named,
      kind: 'hospital',
      address: song,
      manager: song,
      point: spot,
      ...where,
      ...limited,
      ...origin,
    },
    'hazards.hazard': { id: id(1), code: song, ...named, class: 'accident', kind: 'gas', level: 2, responsible_unit: song, address: song, geom: spot, ...where, ...limited, ...origin }, // prettier-ignore
    'shelters.shelter': { id: id(1), code: song, ...named, kind: 'emergency', state: 'ready', capacity_persons: 10, indoor: true, address: song, manager: song, point: spot, ...where, ...limited, ...origin }, // prettier-ignore
    'identity.feed': {
      id: feedId,
      name: song,
      key_hash: hashOf(`${song} feed`),
      areas: `{${codes.county}}`,
      created_at: AT,
      ...limited,
    },
    'incidents.incident': { id: id(1), number: numberOf(perch, 1), feed_id: feedId, external_id: song, source: '110', kind: 'fire', level: 1, title: song, title_initials: song, title_pinyin: song, description: song, address: song, geom: spot, grid_code: codes.grid, ...where, occurred_at: AT, received_at: AT }, // prettier-ignore
    'incidents.entry': { id: id(2), incident_id: id(1), at: AT, act: 'noted', actor: song, text: song },
    'incidents.receipt': {
      feed_id: feedId,
      idempotency_key: song,
      body_hash: 'a'.repeat(64),
      incident_id: id(1),
      received_at: AT,
    },
    'incidents.feed_pulse': { feed_id: feedId, interval_s: 60, last_heard_at: AT, told_at: AT, state: 'current' },
    'incidents.sharing': {
      id: id(3),
      thing_id: id(1),
      path: '3202',
      from_path: codes.county,
      actor: song,
      reason: song,
      ended_by: song,
      ended_at: AT,
    },
    'sites.sharing': {
      id: id(3),
      thing_id: id(1),
      path: '3202',
      from_path: codes.county,
      actor: song,
      reason: song,
      ended_by: song,
      ended_at: AT,
    },
    'hazards.sharing': {
      id: id(3),
      thing_id: id(1),
      path: '3202',
      from_path: codes.county,
      actor: song,
      reason: song,
      ended_by: song,
      ended_at: AT,
    },
    'hazards.assessment': { id: id(17), hazard_id: id(1), method: 'four-colour', version: 'canary', input: JSON.stringify({ level: 2 }), outcome: JSON.stringify({ method: 'four-colour', level: 2, unconfirmed: [song], grade: { zh: song, en: song } }), level: 2, basis: song, actor: song, at: AT, due_at: '2036-07-01T00:00:00Z' }, // prettier-ignore
    'shelters.sharing': {
      id: id(3),
      thing_id: id(1),
      path: '3202',
      from_path: codes.county,
      actor: song,
      reason: song,
      ended_by: song,
      ended_at: AT,
    },
    'files.photo': {
      id: id(4),
      ...where,
      brought_by: song,
      shown: true,
      width_px: 10,
      height_px: 10,
      picture: ["'\\xffd8'"],
      thumbnail: ["'\\xffd8'"],
    },
    'incidents.entry_photo': { entry_id: id(2), photo_id: id(4), place: 1 },
    'imports.import': { id: id(5), layer: 'sites', file_name: `${song}.csv`, bytes: 10, sha256: 'b'.repeat(64), host: song, state: 'inspected', inspection: INSPECTION(song), headings: song, actor: song, done_by: song, division_path: codes.county, shared_with: `{${codes.county}}`, created_at: AT, touched_at: AT, departments: perch === 'police' ? departments : '{}' }, // prettier-ignore
    'imports.staged_row': {
      import_id: id(5),
      row: 1,
      verdict: 'added',
      code: song,
      name: song,
      fields: JSON.stringify({ name: song }),
      lies_in: codes.village,
    },
    'imports.learnt_mapping': {
      sight: `{${codes.county}}{*}`,
      layer: 'sites',
      headings: song,
      mapping: JSON.stringify({ constants: { source: song } }),
      crs: song,
      used_at: AT,
    },
    'walls.wall': { id: id(6), name: song, division_path: codes.county, scenes: JSON.stringify([{ key: 'city', zh: song, en: song }]), scene: 'city', focus: id(1), feed: JSON.stringify([{ id: id(1), mark: numberOf(perch, 1), level: 1 }]), since: AT, reported_at: AT }, // prettier-ignore
    'walls.pairing': {
      id: id(7),
      wall_id: id(6),
      token_hash: hashOf(`${song} phone`),
      paired_at: AT,
      expires_at: '2036-07-01T00:00:00Z',
    },
    'walls.pairing_code': { code_hash: hashOf(`${song} code`), wall_id: id(6), expires_at: '2036-07-01T00:00:00Z' },
    'views.saved_view': {
      id: id(8),
      name: song,
      address: `?q=${song}`,
      shared: true,
      owner: song,
      owner_name: song,
      division_path: codes.county,
    },
    'identity.person': { id: person, login: song, name: song, division_path: codes.county },
    'identity.post': {
      id: post,
      person_id: person,
      role: 'duty-officer',
      title: song,
      areas: `{${codes.county}}`,
      departments: perch === 'police' ? departments : '{*}',
      granted_by: song,
    },
    'identity.recovery_code': { person_id: person, code_hash: hashOf(`${song} recovery`) },
    'identity.passkey': { id: song, person_id: person, name: song, public_key: ["'\\x00'"] },
    'identity.session': { id: id(9), token_hash: hashOf(`${song} session`), person_id: person, post_id: post, opened_at: AT, seen_at: AT, idle_s: 1800, expires_at: '2036-07-01T00:00:00Z', from_address: song, agent: song, opened_by: 'password' }, // prettier-ignore
    'identity.application_password': { id: id(10), person_id: person, post_id: post, name: song, prefix: song.slice(0, 12).padEnd(12, 'x'),
      created_at: '2036-06-01T00:00:00Z', key_hash: hashOf(`${song} app`), expires_at: '2036-07-01T00:00:00Z' }, // prettier-ignore
    'identity.device': { id: id(11), name: song, areas: `{${codes.county}}`, prefix: `d${song.slice(6).padEnd(11, 'x')}`, key_hash: hashOf(`${song} device`), created_by: song, expires_at: '2036-07-01T00:00:00Z' }, // prettier-ignore
    'identity.request': {
      id: id(12),
      kind: 'recovery',
      about: person,
      reason: `${song} reason`,
      division_path: codes.county,
      asked_by: person,
      expires_at: '2036-07-01T00:00:00Z',
    },
    'identity.device_session': {
      id: id(15),
      token_hash: hashOf(`${song} screen`),
      device_id: id(11),
      key_hash: hashOf(`${song} device`),
      opened_at: AT,
      seen_at: AT,
      from_address: song,
      agent: song,
    },
    'identity.known_browser': { token_hash: hashOf(`${song} browser`), person_id: person, created_at: AT, used_at: AT },
    'identity.hand_over': { id: id(16), areas: `{${codes.county}}`, given_by: person, note: song, incidents: '[]' },
    'sealed.contact': {
      id: id(13),
      incident_id: id(1),
      holds: '{name}',
      sealed: [`'\\x${Buffer.from(song.repeat(5)).toString('hex')}'`],
    },
    'sealed.opening': { id: id(14), at: AT, contact_id: id(13), kind: 'reporter', incident_id: id(1), division_path: codes.county, opened_by: person, post_id: post, purpose: 'incident-callback', reason: `${song} reason` }, // prettier-ignore
    'sealed.emergency': { request_id: id(12), incident_id: id(1), post_id: post, person_id: person, decided_by: person, division_path: codes.county, areas: `{${codes.county}}`, began_at: AT, until: '2026-07-01T01:00:00Z' }, // prettier-ignore
    'audit.entry': { at: AT, actor: song, role: 'fengsui_staff', areas: `{${codes.county}}`, from_address: song, act: 'incidents:noted', object: `incidents.incident/${id(1)}`, after: JSON.stringify({ title: song }) }, // prettier-ignore
    'platform.event': { topic: 'incidents', seq: { west: 4119, east: 4120, police: 4121 }[perch], name: 'incidents.noted', id: id(1), at: AT, body: JSON.stringify({ title: song }), visible_to: `{${codes.village}}`, ...limited }, // prettier-ignore
  };
}

/** An inspection as the server keeps it: every text of it is the word. */
const INSPECTION = (song: string) =>
  JSON.stringify({
    format: 'csv',
    tables: [{ name: song, hidden: false }],
    reading: {},
    columns: [{ name: song, heading: song, samples: [song], type: 'text' }],
    hasGeometry: false,
    statedCrs: null,
    crs: null,
    mapping: {
      columns: {},
      constants: {},
      values: {},
      place: { kind: 'lon-lat', lon: song, lat: song },
      swapped: false,
    },
    mappingFrom: 'guess',
    notes: [],
  });
