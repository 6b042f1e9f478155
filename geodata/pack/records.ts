// What a city pack says, whatever files it was made of. EPSG:4326, longitude first, 7 decimals.
import type { Area, Box, Geometry, LineString, MultiLineString, Position } from '../space/geometry.ts';
import type {
  DIVISION_LEVELS,
  GRID_KINDS,
  HAZARD_CLASSES,
  HAZARD_KINDS,
  OWNER_DUTIES,
  PLACE_KINDS,
  SHELTER_KINDS,
  SHELTER_STATES,
  SITE_KINDS,
} from '../space/kinds.ts';

type One<Words extends readonly string[]> = Words[number];

export const LAYERS = [
  'divisions',
  'grids',
  'owners',
  'places',
  'hazards',
  'shelters',
  'sites',
  'roads',
  'metro',
  'water',
] as const;
export type LayerName = (typeof LAYERS)[number];

export interface CityHead {
  /** Six digits. */
  code: string;
  name: string;
  nameEn: string;
  pack: string;
  /** Anything in it is made up for demonstration. */
  demo: boolean;
  bounds: Box;
  centre: Position;
  /** Attribution lines. */
  sources: { text: string; licence: string }[];
  /** The seed of all that is generated. */
  seed: number;
}

export interface DivisionRecord {
  /** National code without padding: 2, 4, 6, 9 or 12 digits. */
  path: string;
  /** 12 digits. */
  code: string;
  name: string;
  level: One<typeof DIVISION_LEVELS>;
  parentPath: string | null;
  /** Null where it is listed but not drawn: the province, and quasi townships (400–599) with their villages. */
  area: Area | null;
  /** The outline was generated. */
  synthetic: boolean;
  /** A zone that statistics treats like a township; no part of the partition. */
  quasi: boolean;
}

export interface GridRecord {
  /** Village code (12) and serial in the village (3). */
  code: string;
  name: string;
  kind: One<typeof GRID_KINDS>;
  /** Path of the village, 12 digits. */
  divisionPath: string;
  geometry: Area;
  /** Residents; null where unknown. */
  population: number | null;
  synthetic: boolean;
  /** The population was made up. */
  demo: boolean;
  source: string;
}

export interface OwnerRecord {
  divisionPath: string;
  duty: One<typeof OWNER_DUTIES>;
  unit: string;
  phone: string | null;
  demo: boolean;
}

export interface PlaceRecord {
  name: string;
  /** `place` is a settlement, a district, an estate or a campus. */
  kind: One<typeof PLACE_KINDS>;
  point: Position;
  /** 1 is shown first (a county), 9 last (an estate: search only). */
  rank: number;
  /** The position is known to some hundred metres only. */
  approximate: boolean;
}

/** Where a registration comes from and how far to trust it. */
export interface Origin {
  /** Made up for demonstration (演示数据). */
  demo: boolean;
  approximate: boolean;
  source: string;
}

/** Said by those who keep a register of what everybody may know. */
export interface Publishable {
  /** Everybody may know of it: the portal shows a reduced copy. Absent is no. */
  published?: boolean;
}

/** Said where a thing is for some departments alone. */
export interface Limitable {
  /** Their codes or names, each once; none: for all of its area. Absent: the row does not speak of it. */
  departments?: string[];
}

export interface HazardRecord extends Origin, Publishable, Limitable {
  code: string;
  name: string;
  class: One<typeof HAZARD_CLASSES>;
  kind: One<typeof HAZARD_KINDS>;
  level: 1 | 2 | 3 | 4 | null;
  responsibleUnit: string;
  address: string | null;
  geometry: Geometry;
}

export interface ShelterRecord extends Origin, Publishable, Limitable {
  code: string;
  name: string;
  kind: One<typeof SHELTER_KINDS>;
  state: One<typeof SHELTER_STATES>;
  capacityPersons: number;
  /** Effective sheltering area, square metres. */
  areaM2: number | null;
  indoor: boolean;
  address: string | null;
  manager: string | null;
  point: Position;
}

export interface SiteRecord extends Origin, Limitable {
  code: string;
  name: string;
  kind: One<typeof SITE_KINDS>;
  address: string | null;
  manager: string | null;
  point: Position;
}

export interface RoadRecord {
  name: string | null;
  /** 1 street, 2 arterial, 3 main road (1–2, 3–6, 7 and more bus routes). */
  class: 1 | 2 | 3;
  geometry: LineString | MultiLineString;
  demo: boolean;
}

export type MetroRecord =
  | { kind: 'line'; name: string; geometry: LineString | MultiLineString; approximate: boolean }
  | {
      kind: 'station';
      name: string;
      lines: string[];
      geometry: { type: 'Point'; coordinates: Position };
      approximate: boolean;
    };

export interface WaterRecord {
  name: string | null;
  kind: 'lake' | 'river';
  geometry: Area;
}

export interface LayerRecords {
  divisions: DivisionRecord;
  grids: GridRecord;
  owners: OwnerRecord;
  places: PlaceRecord;
  hazards: HazardRecord;
  shelters: ShelterRecord;
  sites: SiteRecord;
  roads: RoadRecord;
  metro: MetroRecord;
  water: WaterRecord;
}

/** A row that could not be read. It does not stop the pack. */
export interface BadRow {
  layer: LayerName;
  file: string;
  /** Counted from 1; in a CSV the heading is not counted. */
  row: number;
  reason: string;
}

/** One layer, read whole: what is good and what is not. */
export interface Layer<Item> {
  records: Item[];
  bad: BadRow[];
}

export interface Pack {
  city: CityHead;
  /**
   * Reads a layer (once; the second call answers the same arrays). Divisions come parents first.
   * @throws PackError where a file is missing or is not what its format says
   */
  layer<Name extends LayerName>(name: Name): Promise<Layer<LayerRecords[Name]>>;
}
