// What of a pack is drawn on the basemap, as features by layer of the archive.
import type { Feature, FeatureCollection, Geometry as GeoJsonGeometry, MultiPolygon, Polygon } from 'geojson';
import { mesh } from 'topojson-client';
import { topology } from 'topojson-server';
import type { GeometryCollection } from 'topojson-specification';
import type { Area, Position } from '../space/geometry.ts';
import type { DivisionRecord, GridRecord, LayerRecords, Pack } from '../pack/records.ts';
import { stitch } from './stitch.ts';
import type { BasemapLayer } from './style.ts';

/** One slice of a layer: features that are drawn from a zoom on. */
export interface Slice {
  layer: BasemapLayer;
  minZoom: number;
  features: Feature[];
}

const feature = (geometry: object, properties: Record<string, string | number> = {}): Feature => ({
  type: 'Feature',
  properties,
  geometry: geometry as GeoJsonGeometry,
});

/** All slices, bottom to top. Rows that a layer refuses are simply not drawn. @param madeUp  roads made up for demonstration too */
export async function basemapSlices(pack: Pack, madeUp: boolean): Promise<Slice[]> {
  const [divisions, grids, water, roads, metro, places] = await Promise.all([
    pack.layer('divisions'),
    pack.layer('grids'),
    pack.layer('water'),
    pack.layer('roads'),
    pack.layer('metro'),
    pack.layer('places'),
  ]);
  const counties = divisions.records.filter(({ level, area }) => level === 'county' && area !== null);
  const towns = divisions.records.filter(({ level, area }) => level === 'town' && area !== null);
  const waters = water.records.map(({ geometry }) => geometry);
  return [
    { layer: 'land', minZoom: 0, features: landOf(divisions.records, counties) },
    { layer: 'water', minZoom: 0, features: waters.map((area) => feature(area)) },
    {
      layer: 'shore',
      minZoom: 0,
      features: waters.map((area) => feature({ type: 'MultiLineString', coordinates: ringsOf(area) })),
    },
    ...roadSlices(roads.records.filter(({ demo }) => madeUp || !demo)),
    {
      layer: 'metro',
      minZoom: 9,
      features: metro.records.flatMap((record) => (record.kind === 'line' ? [feature(record.geometry)] : [])),
    },
    {
      layer: 'metro-stations',
      minZoom: 10,
      features: metro.records.flatMap((record) =>
        record.kind === 'station' ? [feature(record.geometry, { name: record.name })] : [],
      ),
    },
    { layer: 'counties', minZoom: 0, features: bordersOf(counties) },
    { layer: 'towns', minZoom: 11, features: bordersOf(towns) },
    ...labelSlices(places.records, counties, grids.records),
  ];
}

const ringsOf = (area: Area): Position[][] => (area.type === 'Polygon' ? area.coordinates : area.coordinates.flat());

function landOf(divisions: readonly DivisionRecord[], counties: readonly DivisionRecord[]): Feature[] {
  const city = divisions.find(({ level, area }) => level === 'city' && area !== null);
  return (city === undefined ? counties : [city]).map(({ area }) => feature(area!));
}

/** From which zoom a class of road is drawn; the style asks for no more. */
const ROAD_ZOOMS = { 3: 0, 2: 9, 1: 12 } as const;

/** All lines of a class are one feature: names of roads are not drawn, and tiles stay small. */
function roadSlices(roads: readonly LayerRecords['roads'][]): Slice[] {
  return ([1, 2, 3] as const).map((roadClass): Slice => {
    const lines = roads
      .filter((road) => road.class === roadClass)
      .flatMap(({ geometry }) => (geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates));
    return {
      layer: 'roads',
      minZoom: ROAD_ZOOMS[roadClass],
      features:
        lines.length === 0
          ? []
          : [feature({ type: 'MultiLineString', coordinates: stitch(lines) }, { class: roadClass })],
    };
  });
}

/** Borders as lines, a common border once: a dashed line drawn twice is no dashed line. */
function bordersOf(divisions: readonly DivisionRecord[]): Feature[] {
  if (divisions.length === 0) return [];
  const collection: FeatureCollection<Polygon | MultiPolygon> = {
    type: 'FeatureCollection',
    features: divisions.map(({ area }) => ({
      type: 'Feature',
      properties: {},
      geometry: area! as Polygon | MultiPolygon,
    })),
  };
  const topo = topology({ areas: collection });
  return [feature(mesh(topo, topo.objects['areas'] as GeometryCollection))];
}

function labelSlices(
  places: readonly LayerRecords['places'][],
  counties: readonly DivisionRecord[],
  grids: readonly GridRecord[],
): Slice[] {
  const names = places
    .filter(({ rank }) => rank < 9)
    .map(({ name, kind, rank, point }) => ({
      minZoom: RANK_ZOOMS[rank] ?? 13,
      feature: feature({ type: 'Point', coordinates: point }, { name, kind, rank }),
    }));
  const titles = counties
    .filter(({ path }) => grids.some(({ code }) => code.startsWith(path)))
    .map(({ name, path }) => ({
      minZoom: 0,
      feature: feature({ type: 'Point', coordinates: middleOf(path, grids) }, { name, kind: 'county', rank: 1 }),
    }));
  const all = [...names, ...titles];
  return [...new Set(all.map(({ minZoom }) => minZoom))].map((minZoom) => ({
    layer: 'labels',
    minZoom,
    features: all.filter((label) => label.minZoom === minZoom).map((label) => label.feature),
  }));
}

/** One zoom before the style shows a rank. */
const RANK_ZOOMS: Record<number, number> = { 1: 0, 2: 7, 3: 9, 4: 10, 5: 11, 6: 12 };

/** A place on land near the middle of a county's people. */
function middleOf(path: string, grids: readonly GridRecord[]): Position {
  const own = grids.filter(({ code, kind }) => code.startsWith(path) && kind === 'basic');
  const corners = own.map(({ geometry, population }) => ({
    at: ringsOf(geometry)[0]![0]!,
    people: (population ?? 0) + 1,
  }));
  const people = corners.reduce((sum, corner) => sum + corner.people, 0);
  const mean = ([0, 1] as const).map(
    (axis) => corners.reduce((sum, { at, people: weight }) => sum + at[axis] * weight, 0) / people,
  );
  const away = (at: Position) => (at[0] - mean[0]!) ** 2 + (at[1] - mean[1]!) ** 2;
  return corners.reduce((best, { at }) => (away(at) < away(best) ? at : best), corners[0]!.at);
}
