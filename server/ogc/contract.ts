// OGC API – Features, Part 1: what may be asked, and the shapes of the answers.
import { Type } from 'typebox';
import { MomentQuery } from '../platform/contract.ts';

/** A page is at most so long: who asks for more gets so many, as the standard says. */
export const MOST_FEATURES = 1000;
export const USUAL_FEATURES = 10;

export const CRS84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84';

const PART_1 = 'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf';
/** Pages for people are given too, but not of the description and the schemas: the class `html` is not promised. */
export const CONFORMANCE = [`${PART_1}/core`, `${PART_1}/oas30`, `${PART_1}/geojson`];

export const FORMATS = ['json', 'html'] as const;
export const Format = Type.Enum([...FORMATS]);

/** Query of every resource. */
export const ResourceQuery = Type.Object({ f: Type.Optional(Format) });

/** Query of GET /ogc/collections/:id/items/:featureId */
export const ItemQuery = Type.Object({ ...ResourceQuery.properties, ...MomentQuery });

/** Query of GET /ogc/collections/:id/items; any other name is a property that must be equal. */
export const ItemsQuery = Type.Object({
  ...ItemQuery.properties,
  bbox: Type.Optional(Type.String({ maxLength: 200, examples: ['119.5,31.1,120.6,32.0'] })),
  datetime: Type.Optional(Type.String({ maxLength: 80, examples: ['2026-07-08T01:00:00Z/..'] })),
  limit: Type.Integer({ minimum: 1, default: USUAL_FEATURES }),
  /** Where the page before ended, as in its link `next`. */
  after: Type.Optional(Type.String({ maxLength: 200 })),
});

export interface Link {
  readonly href: string;
  readonly rel: string;
  readonly type: string;
  readonly title?: string;
}

export interface Collection {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly itemType: 'feature';
  readonly crs: readonly string[];
  readonly extent?: {
    readonly spatial?: { readonly bbox: readonly (readonly number[])[]; readonly crs: string };
    readonly temporal?: { readonly interval: readonly (readonly (string | null)[])[]; readonly trs: string };
  };
  readonly links: readonly Link[];
}
