// Registered hazard sources and hazard areas (危险源、危险区域).
import { Type, type Static } from 'typebox';
import { Geometry, Position } from '../../geodata/space/geometry.ts';
import { HAZARD_CLASSES, HAZARD_KINDS } from '../../geodata/space/kinds.ts';
import { Level, ListQuery, MomentQuery, Page, Provenance, Whereabouts } from '../platform/contract.ts';

export { HAZARD_CLASSES, HAZARD_KINDS };

/** The four classes of 突发事件应对法: 自然灾害, 事故灾难, 公共卫生, 社会安全. */
export const HazardClass = Type.Enum([...HAZARD_CLASSES]);

export const HazardKind = Type.Enum([...HAZARD_KINDS]);

/** GET /api/hazards a page. */
export const Hazard = Type.Object({
  id: Type.String({ format: 'uuid' }),
  code: Type.String(),
  name: Type.String(),
  class: HazardClass,
  kind: HazardKind,
  /** Assessed grade; null is not yet assessed. */
  level: Level,
  responsibleUnit: Type.String(),
  address: Type.Union([Type.String(), Type.Null()]),
  /** A point on it, for lists, pins and flying there. */
  point: Position,
  ...Whereabouts.properties,
  ...Provenance.properties,
});
export type Hazard = Static<typeof Hazard>;
export const HazardPage = Page(Hazard);

/** GET /api/hazards/:id */
export const HazardDetail = Type.Object({ ...Hazard.properties, geometry: Geometry });
export type HazardDetail = Static<typeof HazardDetail>;

/** Query of GET /api/hazards: the gravest first, what is not yet assessed after orange. */
export const HazardQuery = Type.Object({
  ...ListQuery.properties,
  ...MomentQuery,
  class: Type.Optional(HazardClass),
  kind: Type.Optional(HazardKind),
});
export type HazardQuery = Static<typeof HazardQuery>;
