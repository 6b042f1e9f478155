// Starts a real OpenID provider, and walks through its pages as a browser would.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../prepare/postgres.ts';

const PROCESS = fileURLToPath(new URL('oidc-provider-process.mjs', import.meta.url));
export const CLIENT_SECRET = 'a secret that only the two of them know';

export type People = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export interface OidcProvider {
  readonly issuer: string;
  /** Says anew who is known there, with which claims. */
  setPeople(people: People): void;
  /** Signs somebody in, from the address that we sent the browser to; answers the address that it is sent back to. */
  signIn(startedAt: string, subject: string): Promise<URL>;
  stop(): Promise<void>;
}

/** @param home our own address, to which the provider sends people back @param port a free one unless said otherwise */
export async function startOidcProvider(home: string, people: People, port?: number): Promise<OidcProvider> {
  const issuer = `http://127.0.0.1:${port ?? (await freePort())}`;
  const folder = mkdtempSync(join(tmpdir(), 'fengsui-oidc-'));
  const peopleFile = join(folder, 'people.json');
  const setPeople = (known: People) => writeFileSync(peopleFile, JSON.stringify(known));
  setPeople(people);
  const child = spawn(process.execPath, [PROCESS], {
    env: {
      PATH: process.env.PATH,
      ISSUER: issuer,
      PEOPLE_FILE: peopleFile,
      REDIRECT_URI: `${home}/api/identity/oidc/callback`,
      HOME_URI: `${home}/`,
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(() => Promise.reject(new Error('the provider did not start'))),
  ]);
  return {
    issuer,
    setPeople,
    signIn: (startedAt, subject) => walk(startedAt, subject, home),
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Follows every redirect and fills in the one form, with a jar for its cookies. */
async function walk(startedAt: string, subject: string, home: string): Promise<URL> {
  const jar = new Map<string, string>();
  let next: { url: URL; form?: URLSearchParams } = { url: new URL(startedAt) };
  for (let steps = 0; steps < 12; steps += 1) {
    if (next.url.href.startsWith(home)) return next.url;
    const answer = await fetch(next.url, {
      method: next.form ? 'POST' : 'GET',
      body: next.form ?? null,
      redirect: 'manual',
      headers: { cookie: [...jar].map((pair) => pair.join('=')).join('; ') },
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = cookie.split(';')[0]!.split('=');
      jar.set(name, value);
    }
    const location = answer.headers.get('location');
    if (location !== null) next = { url: new URL(location, next.url) };
    else {
      const [, action] = /<form[^>]* action="([^"]+)"/.exec(await answer.text()) ?? [];
      if (action === undefined) throw new Error(`the provider answered ${answer.status} without a form`);
      next = {
        url: new URL(action, next.url),
        form: new URLSearchParams({ prompt: 'login', login: subject, password: 'any' }),
      };
    }
  }
  throw new Error('the provider sends people round in a circle');
}
