// Configuration: read from the environment once, checked at start, never read again anywhere else.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { LanesEnvironment } from './config-lanes.ts';
import { OidcEnvironment, toOidc, type OidcConfig } from './config-oidc.ts';
import { readNetworks, type Network } from './networks.ts';

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;

/** One entry for each variable; `description` is what the user reads when the value is wrong. */
const Environment = Type.Object({
  PORT: Type.Integer({ minimum: 0, maximum: 65535, default: 8080, description: 'a port number from 1 to 65535' }),
  HOST: Type.String({
    minLength: 1,
    default: '127.0.0.1',
    description: 'an address to listen on, such as 127.0.0.1 or 0.0.0.0',
  }),
  PUBLIC_URL: Type.Optional(
    Type.String({
      pattern: '^https?://[^/\\s?#]+/?$',
      description: 'the address people type, such as https://fengsui.example.cn',
    }),
  ),
  DATABASE_URL: Type.Optional(
    Type.String({
      pattern: '^postgres(ql)?://',
      description: 'a PostgreSQL address, such as postgres://user@host:5432/fengsui',
    }),
  ),
  DATABASE_ADMIN_URL: Type.Optional(
    Type.String({
      pattern: '^postgres(ql)?://',
      description: 'a PostgreSQL address with the right to create extensions and roles',
    }),
  ),
  DATA_DIR: Type.String({ minLength: 1, default: './.data', description: 'a folder that this program may write to' }),
  CITY_DIR: Type.String({
    minLength: 1,
    default: 'geodata/cities/wuxi-demo',
    description: 'a folder with a city.json in it',
  }),
  LOG_LEVEL: Type.Enum([...LOG_LEVELS], { default: 'info', description: `one of ${LOG_LEVELS.join(', ')}` }),
  DEMO: Type.Enum(['on', 'off'], { default: 'on', description: 'on or off' }),
  DEMO_RATE_PER_HOUR: Type.Number({
    exclusiveMinimum: 0,
    maximum: 36000,
    default: 40,
    description: 'a number of incidents an hour, up to 36000',
  }),
  DEMO_SEED: Type.Integer({ minimum: 0, default: 20260708, description: 'a whole number' }),
  SECOND_FACTOR: Type.Optional(
    Type.Enum(['everybody', 'administrators', 'offered'], {
      description: 'everybody, administrators or offered',
    }),
  ),
  IDLE_MINUTES: Type.Integer({
    minimum: 1,
    maximum: 1440,
    default: 30,
    description: 'a number of minutes from 1 to 1440',
  }),
  IDLE_MINUTES_BY_ROLE: Type.String({
    pattern: '^([a-z-]+=\\d{1,4}(,[a-z-]+=\\d{1,4})*)?$',
    default: '',
    description: 'minutes by role, such as audit-admin=15,grid-worker=120',
  }),
  ...LanesEnvironment,
  TRUSTED_PROXIES: Type.String({
    default: '',
    description: 'networks separated by commas, such as 172.31.57.2/32',
  }),
  CLOCK_DRIFT_S: Type.Number({
    exclusiveMinimum: 0,
    maximum: 3600,
    default: 2,
    description: 'a number of seconds up to 3600',
  }),
  TIANDITU_KEY: Type.Optional(
    Type.String({ pattern: '^[0-9a-zA-Z]{8,64}$', description: 'a 天地图 key of letters and digits' }),
  ),
  DISK_WARN_PERCENT: Type.Number({ minimum: 0, maximum: 100, default: 5, description: 'a percentage from 0 to 100' }),
  DISK_WARN_BYTES: Type.Integer({ minimum: 0, default: 2_147_483_648, description: 'a number of bytes' }),
  FEED_KEY_FILE: Type.Optional(Type.String({ minLength: 1, description: 'a file to keep the first feed key in' })),
  SEALING_KEY: Type.Optional(
    Type.String({
      pattern: '^[A-Za-z0-9+/]{43}=([\\s,]+[A-Za-z0-9+/]{43}=)*$',
      description: '32 random bytes in base64, as from openssl rand -base64 32; older keys after it',
    }),
  ),
  AUDIT_KEEP_MONTHS: Type.Integer({
    minimum: 6,
    maximum: 1200,
    default: 36,
    description: 'a number of months from 6, which is the least that the law allows, to 1200',
  }),
  AUDIT_ANCHOR_FILE: Type.Optional(
    Type.String({ minLength: 1, description: 'a file to append the heads of the audit chain to' }),
  ),
  AUDIT_ANCHOR_URL: Type.Optional(
    Type.String({
      pattern: '^https?://[^\\s]+$',
      description: 'an address that takes the heads of the audit chain, and AUDIT_ANCHOR_KEY beside it',
    }),
  ),
  AUDIT_ANCHOR_KEY: Type.Optional(
    Type.String({ minLength: 32, description: 'a secret of at least 32 characters, shared with AUDIT_ANCHOR_URL' }),
  ),
  ...OidcEnvironment,
});
type Environment = Static<typeof Environment>;
type Name = keyof Environment;

/** Variables that may also come as `NAME_FILE`, a file that holds the value. */
const SECRETS: readonly Name[] = [
  'DATABASE_URL',
  'DATABASE_ADMIN_URL',
  'TIANDITU_KEY',
  'AUDIT_ANCHOR_KEY',
  'SEALING_KEY',
  'OIDC_CLIENT_SECRET',
];

export interface Config {
  readonly port: number;
  readonly host: string;
  /** Without a slash at the end. */
  readonly publicUrl: string;
  readonly databaseUrl: string | undefined;
  /** Used for the extensions and roles alone; without it `databaseUrl` is. */
  readonly databaseAdminUrl: string | undefined;
  /** Absolute. */
  readonly dataDir: string;
  /** Absolute. */
  readonly cityDir: string;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  readonly demo: boolean;
  readonly demoRatePerHour: number;
  readonly demoSeed: number;
  /** Who cannot sign in without a second factor; whoever has one needs it in any case. */
  readonly secondFactor: 'everybody' | 'administrators' | 'offered';
  /** After how long without anybody there a session ends, min; of one role, where it differs. */
  readonly idleMinutes: number;
  readonly idleMinutesByRole: ReadonlyMap<string, number>;
  /** What one address may ask in a minute without a sign-in or a key. */
  readonly publicRatePerMinute: number;
  /** What one account, and one feed, may ask in a minute. */
  readonly staffRatePerMinute: number;
  readonly feedRatePerMinute: number;
  /** How many live lines one account or wall, and one address, may hold open with one server. */
  /** Requests of the public in this process at once; from memory one takes a millisecond. */
  readonly publicRequestsAtOnce: number;
  /** Of the ten connections of a process. The others of the public wait for their turn. */
  readonly publicStatementsAtOnce: number;
  readonly linesPerPerson: number;
  readonly linesPerAddress: number;
  /** Networks of the proxies whose word on who asks is taken; none unless set. */
  readonly trustedProxies: readonly Network[];
  /** Clocks of this process and of the database may differ by so much, seconds. */
  readonly clockDriftS: number;
  readonly tiandituKey: string | undefined;
  /** Less of the disk of `dataDir` free than this is warned of: percent, and bytes. */
  readonly diskWarnPercent: number;
  readonly diskWarnBytes: number;
  /** Absolute. Where the key of the first feed is written at first start, for its owner alone. */
  readonly feedKeyFile: string;
  /** Keys of what is sealed in the database, the current one first; without it a file in `dataDir` holds them. */
  readonly sealingKeys: string | undefined;
  /** Older entries of the audit are removed; six at least. */
  readonly auditKeepMonths: number;
  /** Absolute. Where the heads of the audit chain are kept, outside of the database. */
  readonly auditAnchorFile: string;
  /** Where they are sent to as well, signed with the key. */
  readonly auditAnchorPost: { readonly url: string; readonly key: string } | undefined;
  /** The provider of single sign-on; undefined where there is none. */
  readonly oidc: OidcConfig | undefined;
}

/** The configuration is wrong; the message is for the person who set it. */
export class ConfigError extends Error {}

/**
 * Reads the configuration.
 *
 * @param env  the environment; an empty value counts as not set
 * @throws ConfigError naming every wrong variable and what is expected of it, never its value
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const raw = Object.fromEntries(
    Object.keys(Environment.properties).map((name) => [name, numberOrText(valueOf(name as Name, env))]),
  );
  const given = Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== undefined && value !== ''));
  const settings = Value.Default(Environment, given);
  if (!Value.Check(Environment, settings)) throw new ConfigError(complaintsAbout(settings).join('\n'));
  return toConfig(settings);
}

function toConfig(settings: Environment): Config {
  const dataDir = resolve(settings.DATA_DIR);
  return {
    port: settings.PORT,
    host: settings.HOST,
    publicUrl: settings.PUBLIC_URL?.replace(/\/$/, '') ?? `http://localhost:${settings.PORT}`,
    databaseUrl: settings.DATABASE_URL,
    databaseAdminUrl: settings.DATABASE_ADMIN_URL,
    dataDir,
    cityDir: resolve(settings.CITY_DIR),
    logLevel: settings.LOG_LEVEL,
    demo: settings.DEMO === 'on',
    demoRatePerHour: settings.DEMO_RATE_PER_HOUR,
    demoSeed: settings.DEMO_SEED,
    secondFactor: settings.SECOND_FACTOR ?? (settings.DATABASE_URL === undefined ? 'offered' : 'everybody'),
    idleMinutes: settings.IDLE_MINUTES,
    idleMinutesByRole: toMinutesByRole(settings.IDLE_MINUTES_BY_ROLE),
    publicRatePerMinute: settings.PUBLIC_RATE_PER_MINUTE,
    staffRatePerMinute: settings.STAFF_RATE_PER_MINUTE,
    feedRatePerMinute: settings.FEED_RATE_PER_MINUTE,
    publicRequestsAtOnce: settings.PUBLIC_REQUESTS_AT_ONCE,
    publicStatementsAtOnce: settings.PUBLIC_STATEMENTS_AT_ONCE,
    linesPerPerson: settings.LINES_PER_PERSON,
    linesPerAddress: settings.LINES_PER_ADDRESS,
    trustedProxies: toNetworks(settings.TRUSTED_PROXIES),
    clockDriftS: settings.CLOCK_DRIFT_S,
    tiandituKey: settings.TIANDITU_KEY,
    diskWarnPercent: settings.DISK_WARN_PERCENT,
    diskWarnBytes: settings.DISK_WARN_BYTES,
    feedKeyFile: settings.FEED_KEY_FILE ? resolve(settings.FEED_KEY_FILE) : join(dataDir, 'feed.key'),
    sealingKeys: settings.SEALING_KEY,
    auditKeepMonths: settings.AUDIT_KEEP_MONTHS,
    auditAnchorFile: resolve(settings.AUDIT_ANCHOR_FILE ?? join(dataDir, 'audit-anchors.jsonl')),
    auditAnchorPost: toAnchorPost(settings),
    oidc: toOidc(settings, {
      readFile: (path) => readGiven('OIDC_ROLE_MAP', path),
      missing: (name) => new ConfigError(complaint(name)),
    }),
  };
}

function toMinutesByRole(text: string): ReadonlyMap<string, number> {
  const pairs = text === '' ? [] : text.split(',').map((one) => one.split('='));
  const minutes = new Map(pairs.map(([role = '', number]) => [role, Number(number)]));
  if ([...minutes.values()].some((number) => !(number >= 1 && number <= 1440)))
    throw new ConfigError(complaint('IDLE_MINUTES_BY_ROLE'));
  return minutes;
}

/** Unsigned, an anchor could be anybody's. */
function toAnchorPost({ AUDIT_ANCHOR_URL: url, AUDIT_ANCHOR_KEY: key }: Environment): Config['auditAnchorPost'] {
  if (url === undefined) return undefined;
  if (key === undefined) throw new ConfigError(complaint('AUDIT_ANCHOR_KEY'));
  return { url, key };
}

function valueOf(name: Name, env: NodeJS.ProcessEnv): string | undefined {
  const file = SECRETS.includes(name) ? env[`${name}_FILE`] : undefined;
  if (!file) return env[name]?.trim();
  if (env[name]) throw new ConfigError(`${name} and ${name}_FILE are both set: keep one of them`);
  return readGiven(`${name}_FILE`, file);
}

function readGiven(variable: string, file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new ConfigError(`${variable} names a file that cannot be read`);
  }
}

/** Numbers as numbers; what is not plainly one stays text, and is refused where a number is expected. */
const numberOrText = (text: string | undefined) =>
  text !== undefined && /^\d+(\.\d+)?$/.test(text) ? Number(text) : text;

function complaintsAbout(settings: unknown): string[] {
  const names = new Set(
    Value.Errors(Environment, settings).map(({ instancePath }) => instancePath.split('/')[1] ?? ''),
  );
  return Object.entries(Environment.properties)
    .filter(([name]) => names.has(name))
    .map(([name]) => complaint(name as Name));
}

function toNetworks(text: string): Network[] {
  const networks = readNetworks(text);
  if (!networks) throw new ConfigError(complaint('TRUSTED_PROXIES'));
  return networks;
}

function complaint(name: Name): string {
  const schema: object & { description?: string } = Environment.properties[name] as object;
  return `${name} is not valid: expected ${schema.description ?? 'another value'}`;
}
