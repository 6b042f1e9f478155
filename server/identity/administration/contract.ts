// What the administration says to the outside: people, posts, departments, keys, what two persons decide, the matrix. Shapes only.
import { Type, type Static, type TSchema } from 'typebox';
import { DivisionPath, GivenInstant, Instant } from '../../platform/contract.ts';
import { Caller, PostRole, Purpose } from '../contract.ts';

export const Nullable = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);
export const Said = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '\\S' });
export const Areas = Type.Array(DivisionPath, { minItems: 1, maxItems: 40, uniqueItems: true });
export const ById = Type.Object({ id: Type.String({ minLength: 1, maxLength: 80 }) });
export const ByRequest = Type.Object({ id: Type.String({ format: 'uuid' }) });

/** A division by its path and name; the name is the path where it is no longer a division. */
export const NamedArea = Type.Object({ path: Type.String(), name: Type.String() });
export type NamedArea = Static<typeof NamedArea>;

/** What is shown once and then nowhere. */
export const OneTimePassword = Type.Object({ password: Type.String() });
export type OneTimePassword = Static<typeof OneTimePassword>;

// ---------------------------------------------------------------- people

export const Person = Type.Object({
  id: Type.String(),
  login: Type.String(),
  name: Type.String(),
  /** Whose administrators look after the account. */
  division: NamedArea,
  createdAt: Instant,
  deactivatedAt: Nullable(Instant),
  /** Has not signed in with a password of their own yet. */
  mustChange: Type.Boolean(),
  /** Holds a post of an administrator: the password is reset by two persons. */
  administrator: Type.Boolean(),
  /** Posts in force that the asker may know. */
  posts: Type.Integer(),
});
export type Person = Static<typeof Person>;

export const PeopleQuery = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 80 })),
  state: Type.Optional(Type.Enum(['active', 'inactive', 'all'])),
  limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
  after: Type.Optional(Type.String({ maxLength: 40 })),
});
export type PeopleQuery = Static<typeof PeopleQuery>;

const pageOf = <Item extends TSchema>(item: Item) =>
  Type.Object({ items: Type.Array(item), total: Type.Integer(), next: Nullable(Type.String()) });
export const PeoplePage = pageOf(Person);
export type PeoplePage = Static<typeof PeoplePage>;

/** Small letters, digits, and . _ - between them. */
export const LOGIN = /^[a-z0-9][a-z0-9._-]{1,39}$/;

export const NewPerson = Type.Object({
  login: Type.String({ pattern: LOGIN.source }),
  name: Said(40),
  divisionPath: DivisionPath,
});
export type NewPerson = Static<typeof NewPerson>;

export const MadePerson = Type.Object({ id: Type.String(), password: Type.String() });
export type MadePerson = Static<typeof MadePerson>;

export const PersonChange = Type.Object(
  {
    name: Type.Optional(Said(40)),
    divisionPath: Type.Optional(DivisionPath),
    active: Type.Optional(Type.Boolean()),
  },
  { minProperties: 1, additionalProperties: false },
);
export type PersonChange = Static<typeof PersonChange>;

/** People of a CSV file; `dryRun` looks at it and changes nothing. */
export const PeopleFile = Type.Object({ csv: Type.String({ maxLength: 200_000 }), dryRun: Type.Boolean() });
export type PeopleFile = Static<typeof PeopleFile>;

export const PersonFault = Type.Enum([
  'login-invalid',
  'login-twice',
  'login-taken',
  'name-missing',
  'name-too-long',
  'division-unknown',
]);
export type PersonFault = Static<typeof PersonFault>;

export const PersonRow = Type.Object({
  /** Of the file, as a spreadsheet counts. */
  row: Type.Integer(),
  login: Type.String(),
  name: Type.String(),
  division: Nullable(NamedArea),
  faults: Type.Array(PersonFault),
  /** Once the account is made. */
  password: Type.Optional(Type.String()),
});
export type PersonRow = Static<typeof PersonRow>;

export const PeopleRows = Type.Object({ rows: Type.Array(PersonRow), made: Type.Integer() });
export type PeopleRows = Static<typeof PeopleRows>;

export const WorkTransfer = Type.Object({ to: Type.String({ minLength: 1, maxLength: 80 }) });
export const TransferredWork = Type.Object({ imports: Type.Integer(), views: Type.Integer() });
export type TransferredWork = Static<typeof TransferredWork>;

// ---------------------------------------------------------------- posts

export const PostState = Type.Enum(['in-force', 'to-come', 'over']);
export const Post = Type.Object({
  id: Type.String(),
  person: Type.Object({ id: Type.String(), name: Nullable(Type.String()), login: Nullable(Type.String()) }),
  role: PostRole,
  title: Type.String(),
  areas: Type.Array(NamedArea),
  departments: Type.Array(Type.String()),
  unit: Nullable(Type.String()),
  acts: Nullable(Type.Array(Type.String())),
  substituteOf: Nullable(Type.String()),
  substituteFor: Nullable(Type.String()),
  from: Instant,
  to: Nullable(Instant),
  endedAt: Nullable(Instant),
  grantedBy: Type.String(),
  grantedAt: Instant,
  state: PostState,
});
export type Post = Static<typeof Post>;

export const PostQuery = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 80 })),
  role: Type.Optional(PostRole),
  person: Type.Optional(Type.String({ maxLength: 80 })),
  state: Type.Optional(Type.Enum(['in-force', 'to-come', 'over', 'all'])),
  limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
  after: Type.Optional(Type.String({ maxLength: 100 })),
});
export type PostQuery = Static<typeof PostQuery>;
export const PostPage = pageOf(Post);
export type PostPage = Static<typeof PostPage>;

export const BusinessRole = Type.Enum(['duty-officer', 'manager', 'clerk', 'analyst', 'grid-worker', 'unit']);
const Departments = Type.Array(Type.String({ pattern: '^(\\*|[a-z][a-z0-9-]{0,39})$' }), { maxItems: 40 });

export const Grant = Type.Object({
  personId: Type.String({ minLength: 1, maxLength: 80 }),
  role: BusinessRole,
  title: Type.String({ maxLength: 60, default: '' }),
  areas: Areas,
  departments: Type.Optional(Departments),
  unit: Type.Optional(Said(80)),
  from: Type.Optional(GivenInstant),
  to: Type.Optional(GivenInstant),
});
export type Grant = Static<typeof Grant>;

/** Stands in for a post: its role, and no more than its areas, departments and acts. */
export const Substitution = Type.Object({
  personId: Type.String({ minLength: 1, maxLength: 80 }),
  areas: Areas,
  departments: Type.Optional(Departments),
  /** Absent: all that the role may do. */
  acts: Type.Optional(Type.Array(Type.String({ maxLength: 80 }), { minItems: 1, maxItems: 200 })),
  from: GivenInstant,
  to: GivenInstant,
});
export type Substitution = Static<typeof Substitution>;

export const PostChange = Type.Object(
  { title: Type.Optional(Type.String({ maxLength: 60 })), to: Type.Optional(Nullable(GivenInstant)) },
  { minProperties: 1, additionalProperties: false },
);
export type PostChange = Static<typeof PostChange>;

// ---------------------------------------------------------------- departments, divisions

export const Department = Type.Object({
  code: Type.String(),
  name: Type.String(),
  nameEn: Type.String(),
  closedAt: Nullable(Instant),
});
export type Department = Static<typeof Department>;
export const NewDepartment = Type.Object({
  code: Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' }),
  name: Said(60),
  nameEn: Type.String({ maxLength: 80, default: '' }),
});
export type NewDepartment = Static<typeof NewDepartment>;
export const DepartmentChange = Type.Object(
  {
    name: Type.Optional(Said(60)),
    nameEn: Type.Optional(Type.String({ maxLength: 80 })),
    closed: Type.Optional(Type.Boolean()),
  },
  { minProperties: 1, additionalProperties: false },
);
export type DepartmentChange = Static<typeof DepartmentChange>;

export const DivisionNode = Type.Object({
  path: Type.String(),
  name: Type.String(),
  level: Type.String(),
  children: Type.Integer(),
});
export type DivisionNode = Static<typeof DivisionNode>;
export const DivisionTreeQuery = Type.Object({
  parent: Type.Optional(DivisionPath),
  q: Type.Optional(Type.String({ maxLength: 80 })),
});
export const ClosedDivision = Type.Object({
  path: Type.String(),
  name: Type.String(),
  level: Type.String(),
  into: NamedArea,
  closedAt: Instant,
});
export type ClosedDivision = Static<typeof ClosedDivision>;

// ---------------------------------------------------------------- keys

export const MachineKey = Type.Object({
  id: Type.String(),
  name: Type.String(),
  prefix: Nullable(Type.String()),
  areas: Type.Array(NamedArea),
  expiresAt: Nullable(Instant),
  /** Until when the key before the present one holds. */
  previousUntil: Nullable(Instant),
  revokedAt: Nullable(Instant),
  usedAt: Nullable(Instant),
  /** Of screens: how many wait to be let in. */
  waiting: Type.Integer(),
});
export type MachineKey = Static<typeof MachineKey>;
/** POST /api/identity/devices/:id/admission: what the screen shows that is let in. */
export const Admission = Type.Object({ code: Type.String({ pattern: '^\\s*[0-9A-Fa-f]{6}\\s*$' }) });
export type Admission = Static<typeof Admission>;
const Days = Type.Integer({ minimum: 1, maximum: 1096, default: 365 });
export const NewMachineKey = Type.Object({ name: Said(60), areas: Areas, days: Days });
export type NewMachineKey = Static<typeof NewMachineKey>;
export const MadeKey = Type.Object({ id: Type.String(), key: Type.String() });
export type MadeKey = Static<typeof MadeKey>;
export const Rotation = Type.Object({
  /** How long the present key goes on; 0 ends it at once. */
  overlapHours: Type.Number({ minimum: 0, maximum: 720, default: 0 }),
  days: Days,
});

// ---------------------------------------------------------------- matrix, shift change

/** One declaration of the running server: who may do what to which rows. */
export const MatrixRow = Type.Object({
  kind: Type.Enum(['route', 'topic', 'layer', 'dataset', 'command']),
  what: Type.String(),
  act: Type.String(),
  who: Type.Array(Caller),
  area: Type.Enum(['own', 'feed', 'none']),
  data: Type.Enum(['public', 'internal', 'personal']),
  purposes: Type.Array(Purpose),
});
export type MatrixRow = Static<typeof MatrixRow>;

const Somebody = Type.Object({ id: Type.String(), name: Nullable(Type.String()) });
export const NewHandOver = Type.Object({
  note: Type.String({ maxLength: 2000, default: '' }),
  /** Whoever comes next where nobody is named. */
  to: Type.Optional(Type.String({ minLength: 1, maxLength: 80 })),
});
export type NewHandOver = Static<typeof NewHandOver>;
export const HandOver = Type.Object({
  id: Type.String(),
  areas: Type.Array(NamedArea),
  givenBy: Somebody,
  givenTo: Nullable(Somebody),
  givenAt: Instant,
  note: Type.String(),
  incidents: Type.Array(
    Type.Object({
      id: Type.String(),
      number: Type.String(),
      title: Type.String(),
      level: Nullable(Type.Integer()),
      state: Type.String(),
    }),
  ),
  takenBy: Nullable(Somebody),
  takenAt: Nullable(Instant),
  /** Whoever reads this may take it. */
  mayTake: Type.Boolean(),
});
export type HandOver = Static<typeof HandOver>;
/** A colleague of the area, by id and name. */
export const Colleague = Type.Object({ id: Type.String(), name: Type.String() });
export type Colleague = Static<typeof Colleague>;
