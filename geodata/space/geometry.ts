// Shapes that all code shares. EPSG:4326, longitude first, degrees.
import { Type, type Static } from 'typebox';

const Longitude = Type.Number({ minimum: -180, maximum: 180 });
const Latitude = Type.Number({ minimum: -90, maximum: 90 });

/** [longitude, latitude] in degrees, WGS-84. */
export const Position = Type.Tuple([Longitude, Latitude]);
export type Position = Static<typeof Position>;

/** [west, south, east, north] in degrees. */
export const Box = Type.Tuple([Longitude, Latitude, Longitude, Latitude]);
export type Box = Static<typeof Box>;

export const Point = Type.Object({ type: Type.Literal('Point'), coordinates: Position });
export type Point = Static<typeof Point>;

const Line = Type.Array(Position, { minItems: 2 });
const Ring = Type.Array(Position, { minItems: 4 });
export const LineString = Type.Object({ type: Type.Literal('LineString'), coordinates: Line });
export type LineString = Static<typeof LineString>;
export const MultiLineString = Type.Object({
  type: Type.Literal('MultiLineString'),
  coordinates: Type.Array(Line, { minItems: 1 }),
});
export type MultiLineString = Static<typeof MultiLineString>;
export const Polygon = Type.Object({ type: Type.Literal('Polygon'), coordinates: Type.Array(Ring, { minItems: 1 }) });
export type Polygon = Static<typeof Polygon>;
export const MultiPolygon = Type.Object({
  type: Type.Literal('MultiPolygon'),
  coordinates: Type.Array(Type.Array(Ring, { minItems: 1 }), { minItems: 1 }),
});
export type MultiPolygon = Static<typeof MultiPolygon>;

export const Area = Type.Union([Polygon, MultiPolygon]);
export type Area = Static<typeof Area>;

export const Geometry = Type.Union([Point, LineString, MultiLineString, Polygon, MultiPolygon]);
export type Geometry = Static<typeof Geometry>;
