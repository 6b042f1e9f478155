// Finds out who is asking: a machine by its key, a wall's remote by its cookie, people by their session, screens by theirs, else the public.
import { createHash } from 'node:crypto';
import type { Scope } from '../../db/connection.ts';
import { isSecureAddress } from '../platform/proxies.ts';
import { Problem } from '../platform/problem.ts';
import type { Services } from '../platform/services.ts';
import { chosenArea } from './area-cookie.ts';
import { countFailedCredentials } from './failed-credentials.ts';
import type { Asker, Resolve, Subject, User } from './guard.ts';
import { isInside } from '../platform/division-path.ts';
import { remoteToken } from './algorithms/remote-cookie.ts';
import { hashSecret } from './algorithms/secret-hash.ts';
import { deviceToken } from './machines/device-cookie.ts';
import { feedOf, programOf, remoteOf, wallOf, wrongKey } from './machines/machine-subjects.ts';
import { inPost, type Found } from './posts.ts';
import { findScopeEpochs } from './store.ts';
import { signInStep } from './algorithms/sign-in-step.ts';
import { sessionToken } from './session-cookie.ts';
import { findSession, touchSession } from './sessions.ts';

const KEEP_MS = 5000;
const NOBODY: User = { id: 'public', name: '公众', post: '' };

/** The resolver of the running server. A wrong key is refused (401, after too many of them 429), never treated as no key. */
export function buildResolver({ db, database, config }: Pick<Services, 'db' | 'database' | 'config'>): Resolve {
  const secure = isSecureAddress(config);
  const askOwner = countFailedCredentials();
  const epochs = keptFor(
    KEEP_MS,
    async () => new Map((await findScopeEpochs(db)).map(({ subject, epoch }) => [subject, epoch])),
  );
  const withEpoch = async (subject: Omit<Subject, 'scopeEpoch'>): Promise<Subject> => ({
    ...subject,
    scopeEpoch: scopeEpoch(subject.scope, (await epochs()).get(subject.user.id) ?? 0),
  });

  const person = async (token: string, asker: Asker) => {
    const found = await findSession(db, token);
    if (!found) return undefined;
    if (found.seenLongAgo && isAttended(asker)) await touchSession(db, found.id);
    const { id, personId, secondFactorAt, provenAt, post } = found;
    const step = signInStep(found, config.secondFactor);
    const session = { id, personId, postId: post?.id ?? null, secondFactorAt, provenAt, step };
    if (step !== undefined || !post) return { ...(await nobody()), session };
    const acting = inPost(found, post, hashSecret(token).toString('hex'));
    return withEpoch({ ...narrowed(acting, asker), session });
  };

  const byHeader = async (authorization: string, { programs }: Asker): Promise<Found> => {
    const key = /^bearer +(\S+)$/i.exec(authorization)?.[1];
    if (key !== undefined) return feedOf(db, key);
    if (programs) return programOf(db, database, authorization);
    throw wrongKey();
  };

  const nobody = () =>
    withEpoch({
      caller: 'public',
      user: NOBODY,
      scope: { role: 'public', areas: [], actor: NOBODY.id },
      whole: [],
    });

  /** A screen whose key is no longer is nobody: whoever sits before it may sign in. */
  const wall = async (token: string, asker: Asker) => {
    const found = await askOwner(asker.remoteAddress, token, () => wallOf(db, token)).catch((reason: unknown) => {
      if (reason instanceof Problem && reason.status === 401) return undefined;
      throw reason;
    });
    return found ? withEpoch(narrowed(found, asker)) : nobody();
  };

  /** What is shown first is meant: a header before cookies, a person before the screen; what is wrong is never passed over for the next. */
  return async (asker) => {
    const { headers, remoteAddress } = asker;
    const { authorization, cookie } = headers;
    if (authorization !== undefined) {
      const find = () => byHeader(authorization, asker);
      return withEpoch(await askOwner(remoteAddress, authorization, find));
    }
    const phone = remoteToken(cookie);
    if (phone !== undefined) return withEpoch(await askOwner(remoteAddress, phone, () => remoteOf(db, phone)));
    const session = sessionToken(cookie, secure);
    const who = session === undefined ? undefined : await person(session, asker);
    const screen = who === undefined ? deviceToken(cookie, secure) : undefined;
    return who ?? (screen === undefined ? nobody() : wall(screen, asker));
  };
}

/** A page that asks by itself, and an open line, keep no session alive whose person has left. */
const isAttended = ({ headers }: Asker) => headers['x-unattended'] === undefined && headers.upgrade === undefined;

/** Narrowed to the area of the top bar, where one was chosen inside of the scope. */
function narrowed(found: Found, { headers }: Asker): Found {
  const chosen = chosenArea(headers.cookie);
  if (chosen === undefined || !isInside(chosen, found.whole)) return found;
  return { ...found, scope: { ...found.scope, areas: [chosen] } };
}

/** A short text that differs whenever role, areas, departments or grants do. */
export function scopeEpoch({ role, areas, departments = [], unit = '', actor }: Scope, grants: number): string {
  return createHash('sha256')
    .update(JSON.stringify([role, areas, departments, unit, actor, grants]))
    .digest('base64url')
    .slice(0, 16);
}

/** Loads at most once in a while; a failure is not kept. */
function keptFor<Value>(ms: number, load: () => Promise<Value>): () => Promise<Value> {
  let kept: { value: Promise<Value>; until: number } | undefined;
  return () => {
    if (kept && performance.now() < kept.until) return kept.value;
    const value = load();
    kept = { value, until: performance.now() + ms };
    value.catch(() => {
      if (kept?.value === value) kept = undefined;
    });
    return value;
  };
}
