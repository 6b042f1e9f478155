// Divisions (市–县–镇–村), the grids in them, and who answers for a point.
import { Type, type Static } from 'typebox';
import { Area, Box, Position } from '../../geodata/space/geometry.ts';
import { DIVISION_LEVELS, GRID_KINDS, OWNER_DUTIES } from '../../geodata/space/kinds.ts';
import { DivisionPath, ListQuery, MomentQuery, Page, Provenance } from '../platform/contract.ts';

export { DIVISION_LEVELS, OWNER_DUTIES };

export const DivisionLevel = Type.Enum([...DIVISION_LEVELS]);

/** GET /api/grids/divisions?level=&under= */
export const Division = Type.Object({
  path: Type.String(),
  /** The 12-digit statistical code, padded with zeros. */
  code: Type.String(),
  name: Type.String(),
  level: DivisionLevel,
  parentPath: Type.Union([Type.String(), Type.Null()]),
  centre: Position,
  bounds: Box,
  /** The outline was generated: no public boundary exists for it. */
  synthetic: Type.Boolean(),
});
export type Division = Static<typeof Division>;

/** GET /api/grids/divisions/:path, one with its outline; null where it is listed but not drawn. */
export const DivisionDetail = Type.Object({ ...Division.properties, outline: Type.Union([Area, Type.Null()]) });
export type DivisionDetail = Static<typeof DivisionDetail>;

/** Query of GET /api/grids/divisions: parents before their children. */
export const DivisionQuery = Type.Object({ level: Type.Optional(DivisionLevel), under: Type.Optional(DivisionPath) });
export type DivisionQuery = Static<typeof DivisionQuery>;

/** 基础网格 and 专属网格 (parks, campuses, malls, waters). */
export const GridKind = Type.Enum([...GRID_KINDS]);

/** GET /api/grids, a page of these; GET /api/grids/:code, one with its outline. */
export const Grid = Type.Object({
  /** Village code (12) and serial in the village (3). Text. */
  code: Type.String(),
  name: Type.String(),
  kind: GridKind,
  divisionPath: Type.String(),
  county: Type.String(),
  town: Type.String(),
  village: Type.String(),
  centre: Position,
  areaKm2: Type.Number(),
  /** Residents, a count and never a list; null where unknown. */
  population: Type.Union([Type.Integer(), Type.Null()]),
  synthetic: Type.Boolean(),
  ...Provenance.properties,
});
export type Grid = Static<typeof Grid>;
export const GridPage = Page(Grid);
export const GridDetail = Type.Object({ ...Grid.properties, outline: Area });
export type GridDetail = Static<typeof GridDetail>;

/** What a unit answers for at a place. */
export const OwnerDuty = Type.Enum([...OWNER_DUTIES]);

/** GET /api/grids/at?lon=&lat= : every level that holds the point, and every unit that owns it; null where none does. */
export const PlaceAt = Type.Object({
  point: Position,
  county: Type.Union([Division, Type.Null()]),
  town: Type.Union([Division, Type.Null()]),
  village: Type.Union([Division, Type.Null()]),
  grid: Type.Union([Grid, Type.Null()]),
  owners: Type.Array(
    Type.Object({
      duty: OwnerDuty,
      unit: Type.String(),
      phone: Type.Union([Type.String(), Type.Null()]),
      divisionPath: Type.String(),
    }),
  ),
});
export type PlaceAt = Static<typeof PlaceAt>;

/** Query of GET /api/grids, in the order of their codes; `under` is the path of a division that holds them. */
export const GridQuery = Type.Object({
  ...ListQuery.properties,
  ...MomentQuery,
  kind: Type.Optional(GridKind),
  under: Type.Optional(DivisionPath),
});
export type GridQuery = Static<typeof GridQuery>;

/** Query of GET /api/grids/at, degrees. */
export const AtQuery = Type.Object({
  lon: Type.Number({ minimum: -180, maximum: 180 }),
  lat: Type.Number({ minimum: -90, maximum: 90 }),
  ...MomentQuery,
});
