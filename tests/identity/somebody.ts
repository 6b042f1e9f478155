// A person with one post and a whole sign-in, as the tests of keys need one.
import { sql } from '../../db/sql.ts';
import type { PostRole } from '../../server/identity/contract.ts';
import { sessionCookie } from '../../server/identity/session-cookie.ts';
import { openSession } from '../../server/identity/sessions.ts';
import type { TestApp } from '../support/app.ts';

export interface Somebody {
  readonly id: string;
  readonly login: string;
  readonly postId: string;
  /** The header of a signed-in browser. */
  readonly cookie: string;
}

interface Given {
  readonly login: string;
  readonly role?: PostRole;
  readonly areas?: readonly string[];
}

/** Makes the person and signs them in; a manager of the whole city unless said otherwise. */
export async function somebody(app: TestApp, { login, role = 'manager', areas = ['3202'] }: Given): Promise<Somebody> {
  const { owner } = app.database;
  const person = await owner.one<{ id: string }>(sql`
    INSERT INTO identity.person (login, name, division_path) VALUES (${login}, ${login}, ${areas[0]}) RETURNING id`);
  const { id } = person!;
  const post = await owner.one<{ id: string }>(sql`
    INSERT INTO identity.post (person_id, role, areas, valid_from) VALUES (${id}, ${role}, ${areas}, ${app.clock()}) RETURNING id`);
  const postId = post!.id;
  const opened = { personId: id, openedBy: 'password', address: '127.0.0.1', agent: 'test' } as const;
  const token = await openSession(app.services.db, opened, app.clock());
  await owner.one(sql`
    UPDATE identity.session SET post_id = ${postId}, second_factor_at = opened_at, idle_s = 43200, expires_at = opened_at + interval '400 days'
     WHERE person_id = ${id}`);
  return { id, login, postId, cookie: sessionCookie(token, false).split(';')[0]! };
}
