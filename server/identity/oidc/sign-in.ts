// A sign-in at the provider becomes a session here.
import type { Tx } from '../../../db/connection.ts';
import { Problem } from '../../platform/problem.ts';
import type { Services } from '../../platform/services.ts';
import { clash, postsOf, type MappedPost, type RoleMap } from '../algorithms/role-map.ts';
import { identityDb, type From } from '../sign-in/identity-db.ts';
import { beginSession, type Opened } from '../sign-in/open-session.ts';
import { createLinked, findLinked, followClaims, hasPost, type LinkedAccount } from './accounts.ts';
import type { Proven } from './provider.ts';

/** Why nobody is signed in. */
type Refusal = 'oidc-no-post' | 'oidc-duties-clash' | 'oidc-deactivated';

const TITLES: Readonly<Record<Refusal, string>> = {
  'oidc-no-post': 'The single sign-on names no post for this account',
  'oidc-duties-clash': 'The single sign-on names posts that nobody may hold together',
  'oidc-deactivated': 'This account was deactivated',
};

/** @throws Problem 403 where the claims give no post, or posts that exclude each other */
export async function signInByProvider(services: Services, map: RoleMap, proven: Proven, from: From): Promise<Opened> {
  const named = postsOf(map, proven.roles);
  const outcome = await admit(services, named, proven, from).catch((error: unknown): Refusal => {
    if (breaksSeparation(error)) return 'oidc-duties-clash';
    throw error;
  });
  if (typeof outcome === 'string') throw new Problem(403, outcome, TITLES[outcome]);
  return identityDb(services, outcome.id, outcome, from).transaction((tx) =>
    beginSession(tx, services, { personId: outcome.id, openedBy: 'oidc', secondFactor: proven.secondFactor }, from),
  );
}

/** Finds or makes the account and has its posts follow the claims, in the name of the provider; what ends, ends for who is refused too. */
function admit(services: Services, named: readonly MappedPost[], proven: Proven, from: From) {
  const isExcluding = clash(named);
  const wanted = isExcluding ? [] : named;
  const [divisionPath] = wanted[0]?.areas ?? [];
  const whom = divisionPath === undefined ? undefined : { id: 'oidc', divisionPath };
  return identityDb(services, 'oidc', whom, from).transaction(async (tx): Promise<LinkedAccount | Refusal> => {
    const account = await accountOf(tx, proven, divisionPath);
    if (account?.isDeactivated) return 'oidc-deactivated';
    if (account) await followClaims(tx, account.id, wanted);
    if (isExcluding) return 'oidc-duties-clash';
    return account && (await hasPost(tx, account.id)) ? account : 'oidc-no-post';
  });
}

/** The account, made where the subject comes for the first time and has a post to come for. */
async function accountOf(tx: Tx, proven: Proven, divisionPath: string | undefined) {
  const known = await findLinked(tx, proven);
  if (known || divisionPath === undefined) return known;
  await createLinked(tx, proven, divisionPath);
  return findLinked(tx, proven);
}

/** The database held administrators apart from a post that somebody else had granted. */
const breaksSeparation = (error: unknown): boolean =>
  error instanceof Error && (error as { constraint?: unknown }).constraint === 'separate_duties';
