// How the records of a pack become rows: one entry a layer.
import { createHash } from 'node:crypto';
import { sql } from '../../../db/sql.ts';
import type { CityHead, LayerRecords, Limitable, Origin, Publishable } from '../../../geodata/pack.ts';
import type { Position } from '../../../geodata/space/geometry.ts';
import { readName, type Reading } from '../../../geodata/space/pinyin.ts';
import type { Target } from './upsert.ts';

const text = <Item>(value: (item: Item) => string | null) => ['text', value] as const;
const flag = <Item>(value: (item: Item) => boolean) => ['boolean', value] as const;

/** A reading costs 80 µs and fills two columns. */
const readings = new WeakMap<object, Reading>();
function readingOf(item: { name: string }): Reading {
  const reading = readings.get(item) ?? readName(item.name);
  readings.set(item, reading);
  return reading;
}

const named = <Item extends { name: string }>() => ({
  name: text((item: Item) => item.name),
  name_initials: text((item: Item) => readingOf(item).initials),
  name_pinyin: text((item: Item) => readingOf(item).pinyin),
});
const origin = <Item extends Origin>() => ({
  demo: flag((item: Item) => item.demo),
  approximate: flag((item: Item) => item.approximate),
  source: text((item: Item) => item.source),
});
const publishable = <Item extends Publishable>() => ({ published: flag((item: Item) => item.published ?? false) });
/** Codes as the text of an array: a list of lists is not taken apart as one is needed. */
const limitable = <Item extends Limitable>() => ({
  departments: text((item: Item) => `{${[...(item.departments ?? [])].sort().join()}}`),
});
const LIMITED = { departments: sql`i.departments::text[]` };
const pointOf = ({ point }: { point: Position }) => ({ type: 'Point', coordinates: point });

/** The village that holds a point, else the town or the county; on a border the lowest code. Not the whole city: that is outside of all. */
export const pathOf = (point: ReturnType<typeof sql>) => sql`coalesce(
  (SELECT d.path FROM grids.division d
    WHERE d.level = 'village' AND d.geom && ${point} AND ST_Intersects(d.geom, ${point}) ORDER BY d.path LIMIT 1),
  (SELECT d.path FROM grids.division d
    WHERE length(d.path) BETWEEN 6 AND 9 AND d.geom && ${point} AND ST_Intersects(d.geom, ${point})
    ORDER BY length(d.path) DESC, d.path LIMIT 1))`;

export type Targets = {
  readonly [Name in 'divisions' | 'grids' | 'owners' | 'places' | 'sites' | 'hazards' | 'shelters']: Target<
    LayerRecords[Name]
  >;
};

/** What rows are written for: a pack, or none where somebody registers them, and where the city is. */
export type Ground = Pick<CityHead, 'centre' | 'bounds'> & { readonly pack: string | null };

/** The targets of a city's layers. */
export function targetsOf({ pack, centre, bounds }: Ground): Targets {
  const ofPack = { pack: sql`${pack}::text` };
  const registered = { ...ofPack, division_path: sql`i.lies_in` };
  return {
    divisions: {
      layer: 'divisions',
      table: 'grids.division',
      key: ['path'],
      fields: {
        path: text((item) => item.path),
        code: text((item) => item.code),
        ...named(),
        level: text((item) => item.level),
        parent_path: text((item) => item.parentPath),
        quasi: flag((item) => item.quasi),
        synthetic: flag((item) => item.synthetic),
      },
      geometry: (item) => item.area,
      columns: {
        geom: sql`ST_Multi(i.geom)`,
        // What is not drawn is shown where it lies in: parents are written before.
        centre: sql`coalesce(ST_PointOnSurface(i.geom), (SELECT p.centre FROM grids.division p WHERE p.path = i.parent_path),
                             ST_SetSRID(ST_MakePoint(${centre[0]}, ${centre[1]}), 4326))`,
        bounds: sql`coalesce(ST_Envelope(i.geom), (SELECT p.bounds FROM grids.division p WHERE p.path = i.parent_path),
                             ST_MakeEnvelope(${bounds[0]}, ${bounds[1]}, ${bounds[2]}, ${bounds[3]}, 4326))`,
        ...ofPack,
      },
      codeOf: (item) => item.path,
    },
    grids: {
      layer: 'grids',
      table: 'grids.grid',
      key: ['code'],
      fields: {
        code: text((item) => item.code),
        ...named(),
        kind: text((item) => item.kind),
        division_path: text((item) => item.divisionPath),
        population: ['integer', (item) => item.population],
        synthetic: flag((item) => item.synthetic),
        demo: flag((item) => item.demo),
        source: text((item) => item.source),
      },
      geometry: (item) => item.geometry,
      columns: { geom: sql`ST_Multi(i.geom)`, approximate: sql`false`, ...ofPack },
      codeOf: (item) => item.code,
    },
    owners: {
      layer: 'owners',
      table: 'grids.owner',
      key: ['division_path', 'duty'],
      fields: {
        division_path: text((item) => item.divisionPath),
        duty: text((item) => item.duty),
        unit: text((item) => item.unit),
        phone: text((item) => item.phone),
        demo: flag((item) => item.demo),
      },
      columns: ofPack,
      codeOf: (item) => `${item.divisionPath}/${item.duty}`,
    },
    places: {
      layer: 'places',
      table: 'city.place',
      key: ['id'],
      fields: {
        id: ['uuid', placeId],
        ...named(),
        kind: text((item) => item.kind),
        rank: ['smallint', (item) => item.rank],
        approximate: flag((item) => item.approximate),
      },
      geometry: pointOf,
      columns: { point: sql`i.geom`, ...ofPack },
      codeOf: placeId,
    },
    sites: {
      layer: 'sites',
      table: 'sites.site',
      key: ['code'],
      fields: {
        code: text((item) => item.code),
        ...named(),
        kind: text((item) => item.kind),
        address: text((item) => item.address),
        manager: text((item) => item.manager),
        ...origin(),
        ...limitable(),
      },
      geometry: pointOf,
      path: pathOf(sql`i.geom`),
      columns: { point: sql`i.geom`, ...LIMITED, ...registered },
      codeOf: (item) => item.code,
    },
    hazards: {
      layer: 'hazards',
      table: 'hazards.hazard',
      key: ['code'],
      fields: {
        code: text((item) => item.code),
        ...named(),
        class: text((item) => item.class),
        kind: text((item) => item.kind),
        level: ['smallint', (item) => item.level],
        responsible_unit: text((item) => item.responsibleUnit),
        address: text((item) => item.address),
        ...origin(),
        ...publishable(),
        ...limitable(),
      },
      geometry: (item) => item.geometry,
      path: pathOf(sql`ST_PointOnSurface(i.geom)`),
      columns: { geom: sql`i.geom`, ...LIMITED, ...registered },
      codeOf: (item) => item.code,
    },
    shelters: {
      layer: 'shelters',
      table: 'shelters.shelter',
      key: ['code'],
      fields: {
        code: text((item) => item.code),
        ...named(),
        kind: text((item) => item.kind),
        state: text((item) => item.state),
        capacity_persons: ['integer', (item) => item.capacityPersons],
        area_m2: ['double precision', (item) => item.areaM2],
        indoor: flag((item) => item.indoor),
        address: text((item) => item.address),
        manager: text((item) => item.manager),
        ...origin(),
        ...publishable(),
        ...limitable(),
      },
      geometry: pointOf,
      path: pathOf(sql`i.geom`),
      columns: { point: sql`i.geom`, ...LIMITED, ...registered },
      codeOf: (item) => item.code,
    },
  };
}

/** For rows that do not say for which departments they are: those of what is there stay, what comes new is for all of its area. */
export function leavingLimits<Item>(target: Target<Item>): Target<Item> {
  const { fields, columns } = target;
  return { ...target, fields: withoutDepartments(fields), columns: withoutDepartments(columns) };
}

const withoutDepartments = <Value>(named: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> =>
  Object.fromEntries(Object.entries(named).filter(([name]) => name !== 'departments'));

/** The same place has the same id in every load. */
function placeId({ kind, name, point }: LayerRecords['places']): string {
  const hex = createHash('sha256')
    .update(JSON.stringify([kind, name, point]))
    .digest('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}
