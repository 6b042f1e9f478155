// What the demonstration feed needs to know of the city to tell believable stories.
import { Type, type Static } from 'typebox';
import { Position } from '../../geodata/space/geometry.ts';

export const DEMO_PLACE_KINDS = [
  'road',
  'community',
  'metro',
  'school',
  'hospital',
  'mall',
  'plant',
  'park',
  'water',
] as const;
export const DemoPlaceKind = Type.Enum([...DEMO_PLACE_KINDS]);
export type DemoPlaceKind = Static<typeof DemoPlaceKind>;

/** GET /api/demo/places with a feed key: places in the feed's area where a story may happen. */
export const DemoPlace = Type.Object({
  name: Type.String(),
  kind: DemoPlaceKind,
  point: Position,
  /** Town or street, for the address; null where none is known. */
  town: Type.Union([Type.String(), Type.Null()]),
  county: Type.Union([Type.String(), Type.Null()]),
  /** How much happens here beside other places, > 0: people who live or pass here. */
  weight: Type.Number(),
});
export type DemoPlace = Static<typeof DemoPlace>;
