// The provider of single sign-on, as far as we trust it: its answers are checked here (openid-client), and nowhere else.
import * as client from 'openid-client';
import { Problem } from '../../platform/problem.ts';
import type { Config } from '../../platform/config.ts';
import type { Log } from '../../platform/log.ts';
import { claimValues } from '../algorithms/role-map.ts';
import type { Attempt } from './attempts.ts';

/** What the provider said of itself is asked again after this, ms. */
const KNOWN_FOR_MS = 3600_000;
/** A provider that has not answered by then is away, s. */
const PATIENCE_S = 10;

/** What the provider has proven of a person. */
export interface Proven {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string | undefined;
  /** Values of the claim of roles. */
  readonly roles: readonly string[];
  /** It says that the person showed a second factor. */
  readonly secondFactor: boolean;
}

export interface Provider {
  /** Where the browser goes to sign in. @throws Problem 503 */
  askFor(attempt: Attempt): Promise<URL>;
  /** Who came back. @param query of the address at which the browser arrived @throws Problem 403, 503 */
  identify(query: string, attempt: Attempt): Promise<Proven>;
  /** Where the browser goes to sign out there too; undefined where the provider offers none or is away. */
  endSession(): Promise<URL | undefined>;
}

type Settings = NonNullable<Config['oidc']>;

/** @param home our own address, without a slash at the end */
export function openProvider(settings: Settings, home: string, log: Log): Provider {
  const discover = kept(() => findOut(settings));
  const redirectUri = `${home}/api/identity/oidc/callback`;
  const known = () =>
    discover().catch((error: unknown) => {
      log.warn({ error }, 'The provider of single sign-on cannot be reached');
      throw away();
    });
  return {
    askFor: async ({ state, nonce, verifier }) =>
      client.buildAuthorizationUrl(await known(), {
        redirect_uri: redirectUri,
        scope: settings.scopes,
        state,
        nonce,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      }),
    identify: async (query, attempt) => {
      const provider = await known();
      try {
        return await exchange(provider, new URL(`${redirectUri}?${query}`), attempt, settings);
      } catch (error) {
        log.warn({ reason: reasonOf(error) }, 'A single sign-on was refused');
        throw toProblem(error);
      }
    },
    endSession: async () => {
      const provider = await discover().catch(() => undefined);
      if (!provider?.serverMetadata().end_session_endpoint) return undefined;
      return client.buildEndSessionUrl(provider, { post_logout_redirect_uri: `${home}/` });
    },
  };
}

/** A state, a nonce and a verifier that nobody can guess. */
export const newSecrets = () => ({
  state: client.randomState(),
  nonce: client.randomNonce(),
  verifier: client.randomPKCECodeVerifier(),
});

function findOut({ issuer, clientId, clientSecret }: Settings): Promise<client.Configuration> {
  // Signatures are checked though the token comes over TLS: a proxy between us and the provider may end it.
  const execute = [client.enableNonRepudiationChecks];
  if (issuer.startsWith('http:')) execute.push(client.allowInsecureRequests);
  return client.discovery(new URL(issuer), clientId, clientSecret, undefined, { execute, timeout: PATIENCE_S });
}

async function exchange(
  provider: client.Configuration,
  arrivedAt: URL,
  { state, nonce, verifier }: Attempt,
  { roleClaim, secondFactor }: Settings,
): Promise<Proven> {
  const tokens = await client.authorizationCodeGrant(provider, arrivedAt, {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: verifier,
    idTokenExpected: true,
  });
  const proven = tokens.claims()!;
  const { iss, sub } = proven;
  const missing = claimValues(proven, roleClaim).length === 0 || proven['name'] === undefined;
  const more =
    missing && provider.serverMetadata().userinfo_endpoint !== undefined
      ? await client.fetchUserInfo(provider, tokens.access_token, sub)
      : {};
  const claims: Record<string, unknown> = { ...more, ...proven };
  const { name, amr = [], acr } = claims;
  return {
    issuer: iss,
    subject: sub,
    name: typeof name === 'string' ? name : undefined,
    roles: claimValues(claims, roleClaim),
    secondFactor: [amr, acr].flat().some((value) => typeof value === 'string' && secondFactor.includes(value)),
  };
}

const away = () => new Problem(503, 'oidc-unreachable', 'The single sign-on cannot be reached');

/** denied: the provider said no; unreachable: it said nothing; untrusted: what it said does not hold. */
function toProblem(error: unknown): Problem {
  if (error instanceof client.AuthorizationResponseError || error instanceof client.ResponseBodyError)
    return new Problem(403, 'oidc-denied', 'The single sign-on did not let this sign-in through');
  const code = error instanceof client.ClientError ? error.code : undefined;
  if (error instanceof TypeError || code === 'OAUTH_TIMEOUT' || code === 'OAUTH_ABORT') return away();
  return new Problem(403, 'oidc-untrusted', 'The answer of the single sign-on does not hold');
}

/** What went wrong, without what was sent. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? `${error.message} (${code})` : error.message;
}

/** Asks once in a while; what failed is asked again the next time. */
function kept<Value>(load: () => Promise<Value>): () => Promise<Value> {
  let known: { value: Promise<Value>; until: number } | undefined;
  return () => {
    if (known && performance.now() < known.until) return known.value;
    const value = load();
    const mine = { value, until: performance.now() + KNOWN_FOR_MS };
    known = mine;
    value.catch(() => {
      if (known === mine) known = undefined;
    });
    return value;
  };
}
