// People with posts and whole sessions, as the running server knows them: what asks for a session cannot be tested with a made-up scope.
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { sql } from '../../../db/sql.ts';
import type { Scope } from '../../../db/connection.ts';
import { hashSecret } from '../../../server/identity/algorithms/secret-hash.ts';
import type { PostRole } from '../../../server/identity/contract.ts';
import { databaseRoleOf } from '../../../server/identity/database-role.ts';
import { openSession } from '../../../server/identity/sessions.ts';
import type { TestApp } from '../../support/app.ts';

/** Whatever was sent: a test says what it expects. */
type Parsed = ReturnType<typeof JSON.parse>;

export interface Somebody {
  readonly id: string;
  readonly login: string;
  readonly post: string;
  /** What the database is told of whoever asks with this session. */
  readonly scope: Scope;
  ask(
    method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
    url: string,
    body?: unknown,
  ): Promise<{ status: number; body: Parsed; text: string }>;
  inject(options: InjectOptions): Promise<LightMyRequestResponse>;
}

const HOME = { host: 'localhost:8080', origin: 'http://localhost:8080' };
let made = 0;

/** Somebody who sits in a post; signed in wholly. */
export async function somebodyIn(
  { app, services, database, clock }: TestApp,
  role: PostRole,
  areas: readonly string[],
  { name = `人员${made + 1}`, departments = ['*'] }: { name?: string; departments?: readonly string[] } = {},
): Promise<Somebody> {
  made += 1;
  const login = `${role}-${made}`;
  const { id } = (await database.owner.one<{ id: string }>(sql`
    INSERT INTO identity.person (login, name, division_path, created_at) VALUES (${login}, ${name}, ${areas[0]}, ${clock()}) RETURNING id`))!;
  const { post } = (await database.owner.one<{ post: string }>(sql`
    INSERT INTO identity.post (person_id, role, areas, departments, unit, valid_from)
    VALUES (${id}, ${role}, ${areas}, ${departments}, ${role === 'unit' ? '一号库' : null}, ${clock()}) RETURNING id AS post`))!;
  const token = await openSession(
    services.db,
    { personId: id, openedBy: 'password', address: undefined, agent: undefined },
    clock(),
  );
  await database.owner.one(sql`
    UPDATE identity.session SET post_id = ${post}, second_factor_at = ${clock()} WHERE token_hash = ${hashSecret(token)} RETURNING id`);
  const inject = (options: InjectOptions) =>
    app.inject({ ...options, headers: { ...options.headers, ...HOME, cookie: `fengsui-session=${token}` } });
  return {
    id,
    login,
    post,
    scope: {
      role: databaseRoleOf(role),
      areas,
      departments,
      actor: id,
      session: hashSecret(token).toString('hex'),
    },
    inject,
    ask: async (method, url, body) => {
      const answer = await inject({
        method,
        url: `/api/identity${url}`,
        ...(body !== undefined && { payload: body as object }),
      });
      const text = answer.body;
      return {
        status: answer.statusCode,
        body: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : undefined,
        text,
      };
    },
  };
}

/** The last entries of the log, the newest first. */
export const lastEntries = ({ database }: TestApp, count: number) =>
  database.owner.many<{ actor: string; act: string; object: string; before: Parsed; after: Parsed }>(sql`
    SELECT actor, act, object, before, after FROM audit.entry ORDER BY no DESC LIMIT ${count}`);
