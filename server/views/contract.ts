// Views of the console kept by name: own ones, and those that others share with an area.
import { Type, type Static } from 'typebox';
import { Instant, Page } from '../platform/contract.ts';

/** Search text of the console (`?at=…&layers=…`): words, numbers and the signs between them, nothing that could be markup. */
const Address = Type.String({ minLength: 1, maxLength: 1000, pattern: '^\\?[\\w=&,./%:+~-]*$' });

/** POST /api/views; what a person decides of a view. */
export const ViewDraft = Type.Object({
  /** Any text that is not blank; it is shown as text. */
  name: Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' }),
  address: Address,
  /** With everybody of the area that the owner has in view now. */
  shared: Type.Boolean(),
});
export type ViewDraft = Static<typeof ViewDraft>;

/** PUT /api/views/:id; `revision` is the one that was read. */
export const ViewChange = Type.Object({ ...ViewDraft.properties, revision: Type.Integer({ minimum: 1 }) });
export type ViewChange = Static<typeof ViewChange>;

/** GET /api/views a page. */
export const SavedView = Type.Object({
  ...ViewDraft.properties,
  id: Type.String({ format: 'uuid' }),
  own: Type.Boolean(),
  ownerName: Type.String(),
  /** The area that it is shared with, by name; null where that is no division known here. */
  area: Type.Union([Type.String(), Type.Null()]),
  revision: Type.Integer(),
  changedAt: Instant,
});
export type SavedView = Static<typeof SavedView>;
export const SavedViewPage = Page(SavedView);

export const ViewQuery = Type.Object({
  limit: Type.Integer({ minimum: 1, maximum: 500, default: 100 }),
  after: Type.Optional(Type.String({ maxLength: 200 })),
});
export type ViewQuery = Static<typeof ViewQuery>;
