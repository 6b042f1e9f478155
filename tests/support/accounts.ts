// Accounts of a running server, and sessions in them: made as an operator makes them, signed in over HTTP as a browser does.
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PostRole, Session } from '../../server/identity/contract.ts';
import type { RunningServer } from './server.ts';

const run = promisify(execFile);
/** Kept beside the data, so that a copy of the data has its accounts. */
const FILE = 'accounts.json';
/** Long, and on no list; other than what a first password is. */
const NEXT = 'ju-hua-cha yi bei, san dian';

export interface Account {
  readonly login: string;
  readonly password: string;
}

/** Who is signed in: `cookie` as a request shows it. */
export interface SignedIn {
  readonly cookie: string;
  readonly session: Session;
}

type Server = Pick<RunningServer, 'url' | 'dataDir' | 'environment' | 'output'>;

/** The account of a role, whose login is the role; made at its first use, its first password changed. */
export async function accountOf(server: Server, role: PostRole): Promise<Account> {
  const file = join(server.dataDir, FILE);
  const known: Record<string, string> = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as never) : {};
  const printed = new RegExp(`^Account ${role} (\\S+)$`, 'm').exec(server.output())?.[1];
  const password = known[role] ?? printed ?? (await createAccount(server, role));
  writeFileSync(file, JSON.stringify({ ...known, [role]: password }));
  return { login: role, password };
}

async function createAccount(server: Server, login: PostRole): Promise<string> {
  const unit = login === 'unit' ? ['--unit', 'unit-1'] : [];
  const first = passwordIn(await fengsui(server, ['user', 'create', login, '--role', login, '--name', login, ...unit]));
  await signInAs(server, { login, password: first });
  return NEXT;
}

/** The password in what `user create` prints. */
export const passwordIn = (printed: string): string => /^Account \S+ (\S+)$/m.exec(printed)![1]!;

/** Runs a command of the operator beside the running server; answers what it prints. */
export async function fengsui(server: Pick<Server, 'environment'>, args: readonly string[]): Promise<string> {
  const command = ['--import', 'tsx', 'server/cli.ts', ...args];
  const { stdout } = await run(process.execPath, command, { env: server.environment });
  return stdout;
}

const sessions = new WeakMap<Server, Map<PostRole, Promise<SignedIn>>>();

/** A session of the role's account; the same one at every call, so that many pages can be one person's. */
export function signIn(server: Server, role: PostRole = 'manager'): Promise<SignedIn> {
  const ofServer = sessions.get(server) ?? new Map<PostRole, Promise<SignedIn>>();
  sessions.set(server, ofServer);
  const begun = ofServer.get(role) ?? accountOf(server, role).then((account) => signInAs(server, account));
  ofServer.set(role, begun);
  return begun;
}

/** A session of its own; a first password is changed to the one that all have here. */
export async function signInAs({ url }: Pick<Server, 'url'>, { login, password }: Account): Promise<SignedIn> {
  const opened = await send(url, 'POST', '/api/identity/sign-in', { login, password });
  if (opened.session.step !== 'new-password') return opened;
  return send(url, 'PUT', '/api/identity/password', { current: password, next: NEXT }, opened.cookie);
}

async function send(url: string, method: string, path: string, body: object, cookie?: string): Promise<SignedIn> {
  const answer = await fetch(url + path, {
    method,
    headers: { 'content-type': 'application/json', origin: url, ...(cookie !== undefined && { cookie }) },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  const given = answer.headers.getSetCookie().map((line) => line.split(';')[0]!);
  const session = given.find((pair) => pair.startsWith('fengsui-session='));
  return { cookie: session ?? cookie!, session: (await answer.json()) as Session };
}

/** Headers of a request that a program sends as somebody of this role. */
export async function staffHeaders(server: Server, role?: PostRole): Promise<{ cookie: string; origin: string }> {
  return { cookie: (await signIn(server, role)).cookie, origin: server.url };
}
