// Sealed: how to reach who reported an incident and who is on duty; each opening is counted. Emergency access to what is not one's own.
import { Type, type Static } from 'typebox';
import { PostRole, Purpose } from '../identity/contract.ts';
import { DivisionPath, Instant } from '../platform/contract.ts';

export const CONTACT_PARTS = ['name', 'phone', 'email'] as const;
export const ContactPart = Type.Enum([...CONTACT_PARTS]);
export type ContactPart = Static<typeof ContactPart>;

const Phone = Type.String({ pattern: '^\\+?[0-9][0-9 -]{4,23}$', maxLength: 25 });

/** `reporterContact` of POST /api/incidents, and the answer of POST /api/sealed/openings. It is kept encrypted and in no other place. */
export const Contact = Type.Object(
  {
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 40, pattern: '\\S' })),
    phone: Type.Optional(Phone),
    email: Type.Optional(Type.String({ maxLength: 120, pattern: '^[^\\s@]+@[^\\s@]+$' })),
  },
  { additionalProperties: false, minProperties: 1 },
);
export type Contact = Static<typeof Contact>;

/** PUT /api/sealed/own-contact and /api/sealed/people/:id/contact */
export const StaffContact = Type.Object({ phone: Phone }, { additionalProperties: false });

/** GET /api/sealed/own-contact: what is kept of one, never what it is. */
export const ContactHeld = Type.Object({ holds: Type.Array(ContactPart) });
export type ContactHeld = Static<typeof ContactHeld>;

/** GET /api/sealed/people: colleagues of the area who can be reached. */
export const Reachable = Type.Object({ id: Type.String(), name: Type.String(), holds: Type.Array(ContactPart) });
export type Reachable = Static<typeof Reachable>;

/** Words that say something. */
const Reason = Type.String({ minLength: 4, maxLength: 300, pattern: '\\S(.*\\S){3}' });

/** POST /api/sealed/openings, with `x-purpose`. */
export const OpeningRequest = Type.Union([
  Type.Object({ incidentId: Type.String({ format: 'uuid' }), reason: Reason }, { additionalProperties: false }),
  Type.Object(
    { personId: Type.String({ minLength: 1, maxLength: 60 }), reason: Reason },
    { additionalProperties: false },
  ),
]);
export type OpeningRequest = Static<typeof OpeningRequest>;

/** GET /api/sealed/openings/report?month= : who opened what for which purpose, without a word of what was opened. */
export const OpeningReport = Type.Object({
  /** In Asia/Shanghai. */
  month: Type.String(),
  byPurpose: Type.Array(Type.Object({ purpose: Purpose, openings: Type.Integer(), people: Type.Integer() })),
  openings: Type.Array(
    Type.Object({
      id: Type.String(),
      at: Instant,
      /** Null where the account is outside of the reader's areas. */
      openedBy: Type.Union([Type.String(), Type.Null()]),
      role: Type.Union([PostRole, Type.Null()]),
      purpose: Purpose,
      /** `incidents.incident/<id>` or `identity.person/<id>`, as in the audit. */
      object: Type.String(),
      reason: Type.String(),
    }),
  ),
});
export type OpeningReport = Static<typeof OpeningReport>;
export const MonthQuery = Type.Object({ month: Type.String({ pattern: '^20\\d{2}-(0[1-9]|1[0-2])$' }) });

/** The longest emergency access, hours. */
export const MOST_HOURS = 8;

/** POST /api/sealed/emergencies: asked by one person, decided by another. */
export const EmergencyDraft = Type.Object(
  {
    incidentId: Type.String({ format: 'uuid' }),
    /** The county of the incident unless said otherwise. */
    areas: Type.Optional(Type.Array(DivisionPath, { minItems: 1, maxItems: 20, uniqueItems: true })),
    hours: Type.Integer({ minimum: 1, maximum: MOST_HOURS }),
    reason: Reason,
  },
  { additionalProperties: false },
);
export type EmergencyDraft = Static<typeof EmergencyDraft>;

/** PUT /api/sealed/emergencies/:id/decision */
export const EmergencyDecision = Type.Object({ approved: Type.Boolean() }, { additionalProperties: false });

/** What was asked for, and what became of it. */
export const Emergency = Type.Object({
  id: Type.String({ format: 'uuid' }),
  state: Type.Enum(['asked', 'lapsed', 'refused', 'open', 'over']),
  incidentId: Type.String({ format: 'uuid' }),
  incidentNumber: Type.String(),
  /** Names of the areas. */
  areas: Type.Array(Type.String()),
  hours: Type.Number(),
  reason: Type.String(),
  /** Null where the account is outside of the reader's areas. */
  askedBy: Type.Union([Type.String(), Type.Null()]),
  askedAt: Instant,
  /** Until when it can be decided. */
  expiresAt: Instant,
  decidedBy: Type.Union([Type.String(), Type.Null()]),
  decidedAt: Type.Union([Instant, Type.Null()]),
  until: Type.Union([Instant, Type.Null()]),
  endedAt: Type.Union([Instant, Type.Null()]),
  endedWhy: Type.Union([Type.Enum(['incident-over', 'ended-early', 'time-over']), Type.Null()]),
  /** The post to act in, for the person who asked; null for others. */
  postId: Type.Union([Type.String(), Type.Null()]),
  isMine: Type.Boolean(),
  mayDecide: Type.Boolean(),
});
export type Emergency = Static<typeof Emergency>;

/** GET /api/sealed/emergencies/:id/report */
export const EmergencyReport = Type.Object({
  emergency: Emergency,
  deeds: Type.Array(Type.Object({ no: Type.Integer(), at: Instant, act: Type.String(), object: Type.String() })),
  /** How many more were done to what lies outside of the reader's areas. */
  elsewhere: Type.Integer(),
  openings: Type.Array(
    Type.Object({ id: Type.String(), at: Instant, kind: Type.Enum(['reporter', 'staff']), reason: Type.String() }),
  ),
});
export type EmergencyReport = Static<typeof EmergencyReport>;

/** GET /api/sealed/incidents/:id: what there is to open, and for which purpose the caller's post may. */
export const IncidentContact = Type.Object({
  holds: Type.Array(ContactPart),
  opensFor: Type.Union([Type.Enum(['incident-callback', 'emergency']), Type.Null()]),
  /** Whether an emergency access can be asked for from here. */
  mayAsk: Type.Boolean(),
});
export type IncidentContact = Static<typeof IncidentContact>;
