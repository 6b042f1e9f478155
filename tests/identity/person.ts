// Somebody who signs in as a browser does: with a jar of cookies, from an address of their own.
import type { LightMyRequestResponse } from 'fastify';
import { hash } from '@node-rs/argon2';
import { sql } from '../../db/sql.ts';
import { createAccount, type NewAccount } from '../../server/identity/accounts.ts';
import type { TestApp } from '../support/app.ts';

export const PASSWORD = 'kettle-harbour-7-window';
/** Weak on purpose: the real parameters are tested once. */
const QUICK = { memoryCost: 64, timeCost: 1, parallelism: 1 };

export async function anAccount(app: TestApp, given: Partial<NewAccount> & { login: string }): Promise<string> {
  const account: NewAccount = {
    name: given.login,
    role: 'manager',
    areas: ['3202'],
    title: '',
    passwordHash: await hash(PASSWORD, QUICK),
    mustChange: false,
    ...given,
  };
  return app.services.database
    .as({ role: 'job', areas: [], actor: 'test' })
    .transaction((tx) => createAccount(tx, account));
}

/** Another post of a person. */
export const grantPost = (
  app: TestApp,
  personId: string,
  role: string,
  { title = '', areas = ['3202'] } = {},
): Promise<string> =>
  app.database.owner
    .one<{ id: string }>(
      sql`INSERT INTO identity.post (person_id, role, areas, title, granted_at) VALUES (${personId}, ${role}, ${areas}, ${title}, ${new Date(app.clock().getTime() + 1000)}) RETURNING id`,
    )
    .then((row) => row!.id);

export interface Browser {
  readonly cookies: Map<string, string>;
  ask(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    payload?: object,
    headers?: Record<string, string>,
  ): Promise<LightMyRequestResponse>;
  signIn(login: string, password?: string): Promise<LightMyRequestResponse>;
  session(): Promise<Record<string, unknown>>;
}

let addresses = 0;

/** A new browser at a new address. */
export function aBrowser(app: TestApp, address = `198.51.${(addresses += 1) >> 8}.${addresses & 255}`): Browser {
  const cookies = new Map<string, string>();
  const ask: Browser['ask'] = async (method, path, payload, headers = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await app.inject({
      method,
      url: `/api/identity${path}`,
      remoteAddress: address,
      headers: {
        host: 'localhost',
        origin: 'http://localhost',
        'user-agent': 'Test/1',
        ...(cookie && { cookie }),
        ...headers,
      },
      ...(payload && { payload }),
    });
    for (const { name, value, maxAge } of answer.cookies)
      if (maxAge === 0) cookies.delete(name);
      else cookies.set(name, value);
    return answer;
  };
  return {
    cookies,
    ask,
    signIn: (login, password = PASSWORD) => ask('POST', '/sign-in', { login, password }),
    session: async () => (await ask('GET', '/session')).json(),
  };
}
