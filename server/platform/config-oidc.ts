// Configuration of single sign-on by OpenID Connect: all of it, or none.
import { Type, type Static, type TObject } from 'typebox';

export const OidcEnvironment = {
  OIDC_ISSUER: Type.Optional(
    Type.String({
      pattern: '^(https://[^\\s?#]+|http://(localhost|127\\.0\\.0\\.1)(:\\d+)?(/[^\\s?#]*)?)$',
      description: 'the https address of an OpenID provider (http on this very machine alone)',
    }),
  ),
  OIDC_CLIENT_ID: Type.Optional(Type.String({ minLength: 1, description: 'the name of this client at the provider' })),
  OIDC_CLIENT_SECRET: Type.Optional(Type.String({ minLength: 1, description: 'the secret of this client' })),
  OIDC_NAME: Type.String({
    minLength: 1,
    maxLength: 30,
    default: '统一登录',
    description: 'what the button calls the provider, at most 30 characters',
  }),
  OIDC_SCOPES: Type.String({
    pattern: '^openid( [\\x21-\\x7e]+)*$',
    default: 'openid profile',
    description: 'scopes to ask for, openid first',
  }),
  OIDC_ROLE_CLAIM: Type.String({ minLength: 1, default: 'roles', description: 'the claim that names the roles' }),
  OIDC_ROLE_MAP: Type.Optional(
    Type.String({ minLength: 1, description: 'the posts that values of the claim stand for, or a file of them' }),
  ),
  OIDC_SECOND_FACTOR: Type.String({
    default: '',
    description: 'values of amr or acr that stand for a second factor, separated by commas',
  }),
} as const;

type Settings = Static<TObject<typeof OidcEnvironment>>;

export interface OidcConfig {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly name: string;
  readonly scopes: string;
  readonly roleClaim: string;
  /** As it was written; `identity/algorithms/role-map.ts` reads it. */
  readonly roleMap: string;
  /** Values of `amr` or `acr`. */
  readonly secondFactor: readonly string[];
}

interface Means {
  readonly readFile: (path: string) => string;
  /** What to throw where a variable is missing beside the issuer. */
  readonly missing: (name: 'OIDC_CLIENT_ID' | 'OIDC_CLIENT_SECRET' | 'OIDC_ROLE_MAP') => Error;
}

/** The settings of the provider; undefined where there is none. */
export function toOidc(settings: Settings, { readFile, missing }: Means): OidcConfig | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = settings;
  const { OIDC_ROLE_MAP: roleMap } = settings;
  if (issuer === undefined) return undefined;
  if (clientId === undefined) throw missing('OIDC_CLIENT_ID');
  if (clientSecret === undefined) throw missing('OIDC_CLIENT_SECRET');
  if (roleMap === undefined) throw missing('OIDC_ROLE_MAP');
  return {
    issuer,
    clientId,
    clientSecret,
    name: settings.OIDC_NAME,
    scopes: settings.OIDC_SCOPES,
    roleClaim: settings.OIDC_ROLE_CLAIM,
    roleMap: /[={]/.test(roleMap) ? roleMap : readFile(roleMap),
    secondFactor: settings.OIDC_SECOND_FACTOR.split(',').flatMap((value) => value.trim() || []),
  };
}
