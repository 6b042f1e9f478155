// People with accounts, posts and real sessions: what is opened for whom is found by the session, so a made-up scope is not enough here.
import { randomUUID } from 'node:crypto';
import type { InjectOptions } from 'fastify';
import { sql } from '../../db/sql.ts';
import { issueFeedKey } from '../../server/identity/feed-keys.ts';
import type { PostRole } from '../../server/identity/contract.ts';
import { openSession, rotateSession } from '../../server/identity/sessions.ts';
import { hashSecret } from '../../server/identity/algorithms/secret-hash.ts';
import { aReport, NOON } from '../incidents/house.ts';
import { loadTown } from '../incidents/town.ts';
import { startApp, type StartOptions } from '../support/app.ts';

export type House = Awaited<ReturnType<typeof openHouse>>;
export type Person = Awaited<ReturnType<typeof signIn>>;

export async function openHouse(options: StartOptions = {}) {
  const app = await startApp({ now: NOON, ...options });
  await loadTown(app.database.owner);
  const feed = await issueFeedKey(app.services.db, '城市接入', ['3202'], new Date(NOON));
  return { ...app, feed };
}

/** Somebody signed in, with a post of a role in areas. */
export async function signIn(
  house: Pick<House, 'services' | 'clock' | 'app' | 'database'>,
  role: PostRole,
  areas: readonly string[],
  name = `${role}-${randomUUID().slice(0, 6)}`,
) {
  const { db } = house.services;
  const person = await db.one<{ id: string }>(sql`
    INSERT INTO identity.person (login, name, division_path) VALUES (${`p${randomUUID().slice(0, 8)}`}, ${name}, ${areas[0]!}) RETURNING id`);
  const post = await db.one<{ id: string }>(sql`
    INSERT INTO identity.post (person_id, role, areas, unit, valid_from)
    VALUES (${person!.id}, ${role}, ${areas}, ${role === 'unit' ? 'A' : null}, platform.now() - interval '1 day') RETURNING id`);
  const session = { personId: person!.id, openedBy: 'password', address: undefined, agent: 'test' } as const;
  let token = await openSession(db, session, house.clock());
  const take = (postId: string) =>
    db.one(
      sql`UPDATE identity.session SET post_id = ${postId}, idle_s = 43200 WHERE token_hash = ${hashSecret(token)}`,
    );
  await take(post!.id);
  /** However the clock was moved: the person has been at the screen. */
  const stay = () =>
    db.one(sql`UPDATE identity.session SET seen_at = platform.now(), expires_at = platform.now() + interval '12 hours'
                WHERE token_hash = ${hashSecret(token)}`);
  const ask = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object, purpose?: string) => {
    await stay();
    const headers = {
      host: 'localhost:8080',
      origin: 'http://localhost:8080',
      cookie: `fengsui-session=${token}`,
      ...(purpose !== undefined && { 'x-purpose': purpose }),
    };
    const request: InjectOptions = { method, url: path, headers, ...(body && { payload: body }) };
    return house.app.inject(request);
  };
  return {
    id: person!.id,
    name,
    postId: post!.id,
    ask,
    /** Changes over to another post, as the screen does. */
    take: async (postId: string) => {
      const row = await db.one<{ id: string }>(
        sql`SELECT id FROM identity.session WHERE token_hash = ${hashSecret(token)}`,
      );
      await take(postId);
      token = await rotateSession(db, row!.id);
    },
    /** The database as this person's requests see it, for statements that no route makes. */
    database: (
      scope: { role?: 'staff' | 'security' | 'audit' | 'system'; purpose?: string; areas?: readonly string[] } = {},
    ) =>
      house.database.as({
        role: scope.role ?? 'staff',
        areas: scope.areas ?? areas,
        departments: ['*'],
        actor: person!.id,
        session: hashSecret(token).toString('hex'),
        ...(scope.purpose !== undefined && { purpose: scope.purpose }),
      }),
  };
}

/** A report with a contact in it; answers the incident. */
export async function reportedWith(
  house: House,
  contact: object | undefined,
  over: object = {},
): Promise<{ id: string; number: string }> {
  const answer = await house.inject({
    method: 'POST',
    url: '/api/incidents',
    headers: { authorization: `Bearer ${house.feed.key}`, 'idempotency-key': randomUUID() },
    payload: { ...aReport(), ...over, ...(contact && { reporterContact: contact }) },
  });
  if (answer.statusCode !== 201) throw new Error(`not taken: ${answer.statusCode} ${answer.body}`);
  return answer.json();
}
