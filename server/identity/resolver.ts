// Finds out who is asking: a feed by its key, a wall's remote by its cookie, staff by this machine, else the public. Sign-in comes here when it comes.
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
import { findFeedByKey, findRemoteByToken, findScopeEpochs, findTerritory } from './store.ts';
import { thisMachine } from './this-machine.ts';

const KEEP_MS = 5000;
const DEMONSTRATOR: User = { id: 'demonstration', name: '演示值班员', post: '市域指挥中心' };
const NOBODY: User = { id: 'public', name: '公众', post: '' };

/** The resolver of the running server. A wrong key is refused (401, after too many of them 429), never treated as no key. */
export function buildResolver({ db, config }: Pick<Services, 'db' | 'config'>): Resolve {
  const isThisMachine = thisMachine(config);
  const askOwner = countFailedCredentials();
  const territory = keptFor(KEEP_MS, async () =>
    (await findTerritory(db)).filter(({ level }) => level === 'city').map(({ path }) => path),
  );
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
      demonstration: false,
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
      demonstration: false,
    });
  };

  const demonstrator = async (asker: Asker) => {
    const whole = await territory();
    const chosen = chosenArea(asker.headers.cookie);
    const areas = chosen !== undefined && isInside(chosen, whole) ? [chosen] : whole;
    return withEpoch({
      caller: 'staff',
      user: DEMONSTRATOR,
      scope: { role: 'staff', areas, actor: DEMONSTRATOR.id },
      whole,
      demonstration: true,
    });
  };

  return async (asker) => {
    const { authorization } = asker.headers;
    const { remoteAddress } = asker;
    if (authorization !== undefined) {
      const key = /^bearer +(\S+)$/i.exec(authorization)?.[1] ?? '';
      return askOwner(remoteAddress, key, () => feed(key));
    }
    const token = remoteToken(asker.headers.cookie);
    if (token !== undefined) return askOwner(remoteAddress, token, () => remote(token));
    if (isThisMachine(asker)) return demonstrator(asker);
    return withEpoch({
      caller: 'public',
      user: NOBODY,
      scope: { role: 'public', areas: [], actor: NOBODY.id },
      whole: [],
      demonstration: false,
    });
  };
}

/** A short text that differs whenever role, areas or grants do. */
export function scopeEpoch({ role, areas, actor }: Scope, grants: number): string {
  return createHash('sha256')
    .update(JSON.stringify([role, areas, actor, grants]))
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
