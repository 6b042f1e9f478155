// What everybody may know: published hazards and shelters, what to do about them, and the places by which people find themselves.
import { Type, type Static } from 'typebox';
import { Box, Geometry, Position } from '../../geodata/space/geometry.ts';
import { HAZARD_CLASSES, HAZARD_KINDS, SHELTER_KINDS, SHELTER_STATES } from '../../geodata/space/kinds.ts';
import { Instant, Level } from '../platform/contract.ts';

const Name = Type.Union([Type.String(), Type.Null()]);

/** What every published thing says of itself; nothing else of a register leaves the house. */
const PublishedThing = {
  code: Type.String(),
  name: Type.String(),
  address: Name,
  county: Name,
  town: Name,
  point: Position,
  /** Made up for demonstration (演示数据). */
  demo: Type.Boolean(),
  /** The position is known to some hundred metres only. */
  approximate: Type.Boolean(),
  publishedAt: Instant,
  changedAt: Instant,
};

export const PublishedHazard = Type.Object({
  ...PublishedThing,
  class: Type.Enum([...HAZARD_CLASSES]),
  kind: Type.Enum([...HAZARD_KINDS]),
  level: Level,
  /** Its outline or line; null where it is the point. */
  geometry: Type.Union([Geometry, Type.Null()]),
});
export type PublishedHazard = Static<typeof PublishedHazard>;

export const PublishedShelter = Type.Object({
  ...PublishedThing,
  kind: Type.Enum([...SHELTER_KINDS]),
  state: Type.Enum([...SHELTER_STATES]),
  capacityPersons: Type.Integer(),
  indoor: Type.Boolean(),
});
export type PublishedShelter = Static<typeof PublishedShelter>;

const Spoken = <Words extends typeof Name | ReturnType<typeof Type.String>>(words: Words) =>
  Type.Object({ zh: words, en: words });

/** What a kind of hazard is called and what to do about it, in the order in which to do it. */
export const Advice = Type.Object({
  kind: Type.Enum([...HAZARD_KINDS]),
  name: Spoken(Type.String()),
  steps: Type.Array(Spoken(Type.String())),
});
export type Advice = Static<typeof Advice>;

/** GET /api/portal/published: the whole city, small enough that near and far are found out on the device. */
export const Published = Type.Object({
  city: Type.Object({
    code: Type.String(),
    name: Type.String(),
    nameEn: Type.String(),
    demo: Type.Boolean(),
    bounds: Box,
    basemap: Type.String(),
    sources: Type.Array(Type.String()),
  }),
  /** When anything that is published last changed. How fresh the answer is says its `date` header. */
  changedAt: Instant,
  hazards: Type.Array(PublishedHazard),
  shelters: Type.Array(PublishedShelter),
  /** One for each kind among the hazards. */
  advice: Type.Array(Advice),
});
export type Published = Static<typeof Published>;

/** A place as a row: name, pinyin, longitude, latitude, and what it lies in (a number of `Places.within`, -1 for none). */
export const PlaceRow = Type.Tuple([Type.String(), Type.String(), Type.Number(), Type.Number(), Type.Integer()]);
export type PlaceRow = Static<typeof PlaceRow>;

/** GET /api/portal/places: names, towns, villages and roads, so that an address is looked up on the device. */
export const Places = Type.Object({
  within: Type.Array(Type.String()),
  /** The best known first. */
  places: Type.Array(PlaceRow),
});
export type Places = Static<typeof Places>;
