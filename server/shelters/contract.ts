// Shelters (应急避难场所): where people go.
import { Type, type Static } from 'typebox';
import { Position } from '../../geodata/space/geometry.ts';
import { SHELTER_KINDS, SHELTER_STATES } from '../../geodata/space/kinds.ts';
import { ListQuery, MomentQuery, Page, Provenance, Whereabouts } from '../platform/contract.ts';

export { SHELTER_KINDS, SHELTER_STATES };

/** 紧急, 短期, 长期 (GB/T 44013-2024). */
export const ShelterKind = Type.Enum([...SHELTER_KINDS]);

/** ready: can be opened; open: takes people in; unavailable: under repair or otherwise used. */
export const ShelterState = Type.Enum([...SHELTER_STATES]);

/** GET /api/shelters a page; GET /api/shelters/:id one. */
export const Shelter = Type.Object({
  id: Type.String({ format: 'uuid' }),
  code: Type.String(),
  name: Type.String(),
  kind: ShelterKind,
  state: ShelterState,
  capacityPersons: Type.Integer(),
  /** Effective sheltering area, square metres; null where unknown. */
  areaM2: Type.Union([Type.Number(), Type.Null()]),
  indoor: Type.Boolean(),
  address: Type.Union([Type.String(), Type.Null()]),
  manager: Type.Union([Type.String(), Type.Null()]),
  point: Position,
  ...Whereabouts.properties,
  ...Provenance.properties,
});
export type Shelter = Static<typeof Shelter>;
export const ShelterPage = Page(Shelter);

/** Query of GET /api/shelters, in the order of their codes. */
export const ShelterQuery = Type.Object({
  ...ListQuery.properties,
  ...MomentQuery,
  kind: Type.Optional(ShelterKind),
  state: Type.Optional(ShelterState),
});
export type ShelterQuery = Static<typeof ShelterQuery>;
