// Finds out who is asking: a feed by its key, a wall's remote by its cookie, people by their session, else the public.
import { createHash } from 'node:crypto';
import type { Scope } from '../../db/connection.ts';
import { Problem } from '../platform/problem.ts';
import type { Services } from '../platform/services.ts';
import { chosenArea } from './area-cookie.ts';
import { countFailedCredentials } from './failed-credentials.ts';
import type { Asker, Resolve, Subject, User } from './guard.ts';
import { isInside } from '../platform/division-path.ts';
import { remoteToken } from './algorithms/remote-cookie.ts';
import { hashSecret } from './algorithms/secret-hash.ts';
import { findFeedByKey, findRemoteByToken, findScopeEpochs } from './store.ts';
import { databaseRoleOf } from './database-role.ts';
import { signInStep } from './algorithms/sign-in-step.ts';
import { sessionToken } from './session-cookie.ts';
import { findSession, touchSession, type FoundPost, type FoundSession } from './sessions.ts';

const KEEP_MS = 5000;
const NOBODY: User = { id: 'public', name: '公众', post: '' };

/** The resolver of the running server. A wrong key is refused (401, after too many of them 429), never treated as no key. */
export function buildResolver({ db, config }: Pick<Services, 'db' | 'config'>): Resolve {
  const secure = config.publicUrl.startsWith('https:');
  const askOwner = countFailedCredentials();
  const epochs = keptFor(
    KEEP_MS,
    async () => new Map((await findScopeEpochs(db)).map(({ subject, epoch }) => [subject, epoch])),
  );
  const withEpoch = async (subject: Omit<Subject, 'scopeEpoch'>): Promise<Subject> => ({
    ...subject,
    scopeEpoch: scopeEpoch(subject.scope, (await epochs()).get(subject.user.id) ?? 0),
  });

  const feed = async (key: string) => {
    const found = await findFeedByKey(db, hashSecret(key));
    if (!found) throw new Problem(401, 'wrong-key', 'This key is not known, or is no longer');
    const { id, name, areas } = found;
    return withEpoch({
      caller: 'feed',
      user: { id, name, post: 'feed' },
      scope: { role: 'feed', areas, actor: id },
      whole: areas,
    });
  };

  const remote = async (token: string) => {
    const found = await findRemoteByToken(db, hashSecret(token));
    if (!found) throw new Problem(401, 'not-paired', 'This phone is not paired with a wall, or is no longer');
    const { id, wall } = found;
    return withEpoch({
      caller: 'remote',
      user: { id, name: wall, post: 'remote' },
      scope: { role: 'remote', areas: [], actor: id },
      whole: [],
    });
  };

  const person = async (token: string, asker: Asker) => {
    const found = await findSession(db, token);
    if (!found) return nobody();
    if (found.seenLongAgo) await touchSession(db, found.id);
    const { id, personId, secondFactorAt, post } = found;
    const step = signInStep(found, config.secondFactor);
    const session = { id, personId, postId: post?.id ?? null, secondFactorAt, step };
    if (step !== undefined || !post) return { ...(await nobody()), session };
    return withEpoch({ ...inPost(found, post, token, asker), session });
  };

  const nobody = () =>
    withEpoch({
      caller: 'public',
      user: NOBODY,
      scope: { role: 'public', areas: [], actor: NOBODY.id },
      whole: [],
    });

  return async (asker) => {
    const { authorization } = asker.headers;
    const { remoteAddress } = asker;
    if (authorization !== undefined) {
      const key = /^bearer +(\S+)$/i.exec(authorization)?.[1] ?? '';
      return askOwner(remoteAddress, key, () => feed(key));
    }
    const token = remoteToken(asker.headers.cookie);
    if (token !== undefined) return askOwner(remoteAddress, token, () => remote(token));
    const session = sessionToken(asker.headers.cookie, secure);
    return session === undefined ? nobody() : person(session, asker);
  };
}

/** A person in a post, narrowed to the area of the top bar where one was chosen inside of it. */
function inPost(
  { personId, personName }: FoundSession,
  post: FoundPost,
  token: string,
  { headers }: Asker,
): Omit<Subject, 'scopeEpoch'> {
      ...(post.incidentId !== null && { purpose: 'emergency' }), // whatever is done in it is marked as such
  const chosen = chosenArea(headers.cookie);
  const areas = chosen !== undefined && isInside(chosen, post.areas) ? [chosen] : post.areas;
  return {
    caller: post.role,
    user: { id: personId, name: personName, post: post.title },
    scope: {
      role: databaseRoleOf(post.role),
      areas,
      departments: post.departments,
      ...(post.unit !== null && { unit: post.unit }),
      actor: personId,
      session: hashSecret(token).toString('hex'),
    },
    whole: post.areas,
    ...(post.acts && { acts: post.acts }),
  };
}

/** A short text that differs whenever role, areas, departments or grants do. */
export function scopeEpoch({ role, areas, departments = [], unit = '', actor }: Scope, grants: number): string {
  return createHash('sha256')
    .update(JSON.stringify([role, areas, departments, unit, actor, grants]))
    .digest('base64url')
    .slice(0, 16);
}

/** Loads at most once in a while; an empty answer is asked for again, since it is about to change. */
function keptFor<Value extends readonly unknown[] | ReadonlyMap<unknown, unknown>>(
  ms: number,
  load: () => Promise<Value>,
): () => Promise<Value> {
  let kept: { value: Promise<Value>; until: number } | undefined;
  return async () => {
    if (kept && performance.now() < kept.until) return kept.value;
    const value = load();
    kept = { value, until: performance.now() + ms };
    const forget = () => {
      if (kept?.value === value) kept = undefined;
    };
    const loaded = await value.catch((reason: unknown) => {
      forget();
      throw reason;
    });
    if (Array.isArray(loaded) && loaded.length === 0) forget();
    return loaded;
  };
}
