// Who is asking: the session as the client sees it, and what roles, purposes and steps of a sign-in there are.
import { Type, type Static } from 'typebox';
import { Instant } from '../platform/contract.ts';

/** Posts of those who do the city's work. `staff` in a declaration names them all. */
export const BUSINESS_ROLES = ['duty-officer', 'manager', 'clerk', 'analyst', 'grid-worker'] as const;
/** Three separate persons: accounts and keys; posts and departments; the log. */
export const ADMINISTRATOR_ROLES = ['system-admin', 'security-admin', 'audit-admin'] as const;

/** What a person can be: one of the business, someone who answers for a hazard source, or an administrator. */
export const PostRole = Type.Enum([...BUSINESS_ROLES, 'unit', ...ADMINISTRATOR_ROLES]);
export type PostRole = Static<typeof PostRole>;

/** Everybody who can call: nobody signed in, a person in a post, a machine with a feed key, a wall with a device key, the phone of a wall. */
export const Caller = Type.Enum([
  'public',
  ...BUSINESS_ROLES,
  'unit',
  ...ADMINISTRATOR_ROLES,
  'feed',
  'wall',
  'remote',
  'operator',
]);
export type Caller = Static<typeof Caller>;

/** What personal data may be asked for, a closed list (Wuxi 71); the header `x-purpose` names one. A new one is a decision of the product. */
export const Purpose = Type.Enum([
  'incident-callback',
  'duty-contact',
  'report-verification',
  'emergency',
  'account-care',
]);
export type Purpose = Static<typeof Purpose>;

/** What somebody who has begun to sign in has to do next. */
export const SignInStep = Type.Enum(['second-factor', 'enrolment', 'new-password', 'post']);
export type SignInStep = Static<typeof SignInStep>;

/** A post that the person of the session may act in now. */
export const PostChoice = Type.Object({
  id: Type.String(),
  role: PostRole,
  title: Type.String(),
  /** Names of its areas. */
  areas: Type.Array(Type.String()),
  /** Of whom it stands in for; null where it is the person's own. */
  substituteFor: Type.Union([Type.String(), Type.Null()]),
  /** When it ends by itself. */
  until: Type.Union([Instant, Type.Null()]),
});
export type PostChoice = Static<typeof PostChoice>;

/** GET /api/identity/session. */
export const Session = Type.Object({
  user: Type.Object({ id: Type.String(), name: Type.String(), post: Type.String() }),
  /** `public` while nobody is signed in, or not wholly. */
  role: Caller,
  /** Null where the sign-in is whole or none was begun. */
  step: Type.Union([SignInStep, Type.Null()]),
  /** Division paths in view; the area choice of the top bar narrows them. */
  areas: Type.Array(Type.String()),
  /** Areas that the user may choose to narrow to: the whole scope first, then its counties. */
  choices: Type.Array(Type.Object({ path: Type.String(), name: Type.String() })),
  /** Posts that the person may change over to, the present one among them; empty for machines and the public. */
  posts: Type.Array(PostChoice),
  /** The id of the post in which the person acts. */
  post: Type.Union([Type.String(), Type.Null()]),
  /** What this caller may do, as declared: `incidents:close`. */
  acts: Type.Array(Type.String()),
  scopeEpoch: Type.String(),
  now: Instant,
});
export type Session = Static<typeof Session>;

/** PUT /api/identity/area: narrows the scope to one area inside of it (a cookie keeps it). */
export const AreaChoice = Type.Object({ path: Type.String({ pattern: '^\\d{2,12}$' }) });
export type AreaChoice = Static<typeof AreaChoice>;

/** POST /api/identity/device-session: the key of a screen, shown once; from then on a cookie stands for it. */
export const DeviceKey = Type.Object({ key: Type.String({ minLength: 1, maxLength: 200 }) });
export type DeviceKey = Static<typeof DeviceKey>;

/** 202 of it: the screen waits, and shows this to who lets it in. */
export const WaitingScreen = Type.Object({ code: Type.String() });
export type WaitingScreen = Static<typeof WaitingScreen>;

/** GET /api/identity/device-session: whether this screen waits; `let-in` once, as its cookie then stands for it. */
export const ScreenState = Type.Union([
  Type.Object({ state: Type.Literal('waiting'), ...WaitingScreen.properties }),
  Type.Object({ state: Type.Enum(['let-in', 'not-waiting']) }),
]);
export type ScreenState = Static<typeof ScreenState>;

/** POST /api/identity/application-passwords. */
export const NewApplicationPassword = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' }),
  /** It ends by itself after so many days. */
  days: Type.Integer({ minimum: 1, maximum: 365 }),
});
export type NewApplicationPassword = Static<typeof NewApplicationPassword>;

/** The only answer that holds the password itself. */
export const MadeApplicationPassword = Type.Object({
  id: Type.String(),
  login: Type.String(),
  password: Type.String(),
});
export type MadeApplicationPassword = Static<typeof MadeApplicationPassword>;

/** One of GET /api/identity/application-passwords. */
export const ApplicationPassword = Type.Object({
  id: Type.String(),
  name: Type.String(),
  /** Its first characters, by which the person tells it from others. */
  prefix: Type.String(),
  createdAt: Instant,
  expiresAt: Instant,
  usedAt: Type.Union([Instant, Type.Null()]),
  /** The post that it reads in. */
  post: Type.String(),
  role: PostRole,
  state: Type.Enum(['in-use', 'revoked', 'expired', 'post-ended']),
});
export type ApplicationPassword = Static<typeof ApplicationPassword>;

/** GET /api/identity/oidc/end-session: where to sign out at the provider; null where one did not come from there. */
export const EndSession = Type.Object({ url: Type.Union([Type.String(), Type.Null()]) });
export type EndSession = Static<typeof EndSession>;

/** GET /api/identity/sign-in/ways: how one may sign in here. */
export const SignInWays = Type.Object({
  /** The provider's name as the button says it; null where there is none. */
  oidc: Type.Union([Type.Object({ name: Type.String() }), Type.Null()]),
  passkey: Type.Boolean(),
});
export type SignInWays = Static<typeof SignInWays>;

/** A name to sign in by: small letters, digits, `.`, `_` and `-`. */
export const Login = Type.String({ pattern: '^[a-z0-9][a-z0-9._-]{1,39}$' });

/** POST /api/identity/sign-in. What nobody's name can be is answered like a wrong password. */
export const SignIn = Type.Object({
  login: Type.String({ minLength: 1, maxLength: 200 }),
  password: Type.String({ minLength: 1, maxLength: 1000 }),
});
export type SignIn = Static<typeof SignIn>;

/** Six digits of an authenticator; blanks between them are left out by the server. */
const Code = Type.String({ minLength: 6, maxLength: 12 });
const RecoveryCode = Type.String({ minLength: 10, maxLength: 40 });

/** POST /api/identity/sign-in/second-factor: one of the two. */
export const SecondFactorAnswer = Type.Union([
  Type.Object({ code: Code }, { additionalProperties: false }),
  Type.Object({ recoveryCode: RecoveryCode }, { additionalProperties: false }),
]);
export type SecondFactorAnswer = Static<typeof SecondFactorAnswer>;

/** PUT /api/identity/post. */
export const PostTaking = Type.Object({ post: Type.String({ minLength: 1, maxLength: 60 }) });
export type PostTaking = Static<typeof PostTaking>;

/** Characters that a new password has, after normalisation: said while one types. */
export const PASSWORD_AT_LEAST = 12;

/** PUT /api/identity/password. */
export const PasswordChange = Type.Object({
  current: Type.String({ minLength: 1, maxLength: 1000 }),
  next: Type.String({ minLength: 1, maxLength: 1000 }),
});
export type PasswordChange = Static<typeof PasswordChange>;

/** One of GET /api/identity/sessions: where somebody is signed in. */
export const OwnSession = Type.Object({
  id: Type.String({ format: 'uuid' }),
  openedAt: Instant,
  seenAt: Instant,
  /** `User-Agent` as the browser tells it. */
  agent: Type.String(),
  address: Type.Union([Type.String(), Type.Null()]),
  openedBy: Type.Enum(['password', 'passkey', 'oidc']),
  /** Title of the post; null where it has none, or none is taken yet. */
  post: Type.Union([Type.String(), Type.Null()]),
  role: Type.Union([PostRole, Type.Null()]),
  isCurrent: Type.Boolean(),
});
export type OwnSession = Static<typeof OwnSession>;

/** GET /api/identity/second-factor. */
export const SecondFactors = Type.Object({
  totp: Type.Boolean(),
  recoveryCodesLeft: Type.Integer({ minimum: 0 }),
  passkeys: Type.Array(
    Type.Object({
      id: Type.String(),
      name: Type.String(),
      createdAt: Instant,
      usedAt: Type.Union([Instant, Type.Null()]),
    }),
  ),
  /** Until when the last proof of this session counts; null where a change asks for a new one. */
  provenUntil: Type.Union([Instant, Type.Null()]),
});
export type SecondFactors = Static<typeof SecondFactors>;

/** POST /api/identity/second-factor/totp: what an authenticator takes in. */
export const TotpDraft = Type.Object({
  /** Base 32, for typing. */
  secret: Type.String(),
  /** `otpauth://totp/…` */
  uri: Type.String(),
  /** The same as a picture: the text of an SVG. */
  qr: Type.String(),
});
export type TotpDraft = Static<typeof TotpDraft>;

/** What confirms an authenticator. */
export const TotpCode = Type.Object({ code: Code });
export type TotpCode = Static<typeof TotpCode>;

/** Shown once. */
export const RecoveryCodes = Type.Object({ recoveryCodes: Type.Array(Type.String()) });
export type RecoveryCodes = Static<typeof RecoveryCodes>;

/** What a browser answers for a passkey: checked by its signature, so that the shape alone is said here. */
const PasskeyResponse = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 1400 }),
  rawId: Type.String({ maxLength: 1400 }),
  type: Type.Literal('public-key'),
  response: Type.Object({
    clientDataJSON: Type.String({ maxLength: 4000 }),
    attestationObject: Type.Optional(Type.String({ maxLength: 40_000 })),
    authenticatorData: Type.Optional(Type.String({ maxLength: 4000 })),
    signature: Type.Optional(Type.String({ maxLength: 8000 })),
    userHandle: Type.Optional(Type.String({ maxLength: 200 })),
    transports: Type.Optional(Type.Array(Type.String({ maxLength: 20 }), { maxItems: 10 })),
  }),
  clientExtensionResults: Type.Object({}),
});

/** POST /api/identity/second-factor/passkeys. */
export const PasskeyDraft = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 60 }),
  response: PasskeyResponse,
});
export type PasskeyDraft = Static<typeof PasskeyDraft>;

/** POST /api/identity/sign-in/passkey. */
export const PasskeySignIn = Type.Object({ response: PasskeyResponse });
export type PasskeySignIn = Static<typeof PasskeySignIn>;

/** POST /api/identity/proof: one's second factor where there is one, else the password. */
export const Proof = Type.Union([
  Type.Object({ password: Type.String({ minLength: 1, maxLength: 1000 }) }, { additionalProperties: false }),
  ...SecondFactorAnswer.anyOf,
  Type.Object({ passkey: PasskeyResponse }, { additionalProperties: false }),
]);
export type Proof = Static<typeof Proof>;

/** What the browser is to hand to the device; as WebAuthn has it. */
export const PasskeyOptions = Type.Object({ challenge: Type.String() });
export type PasskeyOptions = Static<typeof PasskeyOptions>;
