// Paper: what is asked for to be composed as PDF; lengths on paper are millimetres. Photos: what is taken, and what becomes of it.
import { Type, type Static } from 'typebox';

export const PAPERS = ['a4', 'a3'] as const;
export const ORIENTATIONS = ['landscape', 'portrait'] as const;
export type Paper = (typeof PAPERS)[number];
export type Orientation = (typeof ORIENTATIONS)[number];

export interface FrameMm {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A sheet and where its parts are, from its upper left corner. `columns` hold legend, scale and the rest, in that order. */
export interface SheetMm {
  readonly width: number;
  readonly height: number;
  readonly map: FrameMm;
  readonly columns: readonly FrameMm[];
}

/** The client draws the map at the shape of its frame, so both sides must know it. */
export const MAP_SHEETS: Readonly<Record<Paper, Readonly<Record<Orientation, SheetMm>>>> = {
  a4: {
    landscape: sheet(297, 210, { x: 10, y: 24, width: 217, height: 164 }, [{ x: 231, y: 24, width: 56, height: 164 }]),
    portrait: sheet(210, 297, { x: 10, y: 24, width: 190, height: 184 }, three(10, 212, 190, 62)),
  },
  a3: {
    landscape: sheet(420, 297, { x: 10, y: 24, width: 340, height: 251 }, [{ x: 354, y: 24, width: 56, height: 251 }]),
    portrait: sheet(297, 420, { x: 10, y: 24, width: 277, height: 307 }, three(10, 335, 277, 62)),
  },
};

function sheet(width: number, height: number, map: FrameMm, columns: readonly FrameMm[]): SheetMm {
  return { width, height, map, columns };
}

function three(x: number, y: number, width: number, height: number): FrameMm[] {
  const column = (width - 8) / 3;
  return [0, 1, 2].map((at) => ({ x: x + at * (column + 4), y, width: column, height }));
}

/** Dots of the picture for an inch of paper, at least: less is seen. */
export const MIN_DPI = 150;

/** Characters of a line beside the map. */
export const LINE_LENGTH = 200;
const Line = Type.String({ maxLength: LINE_LENGTH });
const Colour = Type.String({ pattern: '^#[0-9a-fA-F]{6}$' });

/** One stroke or area of a symbol in a box of 18 × 18, as an SVG path. */
const SymbolStroke = Type.Object({
  d: Type.String({ maxLength: 600, pattern: '^[MmLlHhVvCcSsQqTtAaZz0-9 ,.eE+-]*$' }),
  fill: Type.Optional(Colour),
  stroke: Type.Optional(Colour),
  width: Type.Optional(Type.Number({ minimum: 0.1, maximum: 6 })),
  dash: Type.Optional(Type.Array(Type.Number({ minimum: 0.1, maximum: 18 }), { minItems: 1, maxItems: 6 })),
});

/** POST /api/files/map-print. Time, city, sources and whether it is a demonstration the server adds itself. */
export const MapPrint = Type.Object({
  paper: Type.Enum([...PAPERS]),
  orientation: Type.Enum([...ORIENTATIONS]),
  language: Type.Enum(['zh', 'en']),
  /** Not blank. */
  title: Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' }),
  note: Type.String({ maxLength: 300 }),
  /** PNG as base64, in the shape of the sheet's map frame, at least 150 dots an inch. */
  picture: Type.String({ minLength: 1, maxLength: 40_000_000 }),
  /** Metres on the ground of a millimetre on the paper, at the middle of the map. */
  metresPerMm: Type.Number({ exclusiveMinimum: 0, maximum: 1e6 }),
  /** The moment of the past that is shown, or that of the cut while the line is not there; null is now. */
  moment: Type.Union([
    Type.Object({ at: Type.String({ format: 'date-time', maxLength: 40 }), how: Type.Enum(['known', 'was', 'cut']) }),
    Type.Null(),
  ]),
  /** Ground and ink of the legend: those of the map's theme, or its symbols would not be seen. */
  colours: Type.Object({ ground: Colour, ink: Colour }),
  legend: Type.Array(
    Type.Object({
      name: Line,
      /** Already worded; '–' where it is not known. */
      count: Type.String({ maxLength: 20 }),
      symbol: Type.Array(SymbolStroke, { maxItems: 12 }),
    }),
    { maxItems: 12 },
  ),
  /** Name and value: the selected thing, what was measured. */
  facts: Type.Array(Type.Object({ name: Type.String({ maxLength: 40 }), value: Line }), { maxItems: 4 }),
  /** Where the same view is opened. */
  address: Type.String({ maxLength: 1200, pattern: '^https?://[^\\s<>"]+$' }),
});
export type MapPrint = Static<typeof MapPrint>;

/** Bytes of a photo as it is sent. */
export const MOST_PHOTO_BYTES = 10 * 1024 * 1024;
/** Longest side of what is kept, and of its small version, pixels. */
export const PHOTO_SIDE_PX = 2048;
export const THUMBNAIL_SIDE_PX = 320;

/** POST /api/files/photos?divisionPath=320205: the division of what is photographed, one of the caller's. */
export const PhotoQuery = Type.Object({
  divisionPath: Type.String({ pattern: '^(\\d{2}|\\d{4}|\\d{6}|\\d{9}|\\d{12})$' }),
});

export const Photo = Type.Object({
  id: Type.String({ format: 'uuid' }),
  widthPx: Type.Integer(),
  heightPx: Type.Integer(),
});
export type Photo = Static<typeof Photo>;
