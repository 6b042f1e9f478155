// What the map is to the rest of the client: the shape of its canvas, and the hooks by which a layer joins it.
//
//   <MapCanvas home={city.bounds} basemap={city.basemap} view={view} onViewChange={setView} …>
//     {shows('grids') && <GridLayer tiles={status.grids} load={load} />}
//     {shows('incidents') && <IncidentLayer incidents={incidents} newIds={newIds} />}
//   </MapCanvas>
//
// Mounted means visible; the band says how high.
import { createContext, useContext, useEffect, type ReactNode } from 'react';
import type { Layer } from '@deck.gl/core';
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Area, Box, Position } from '../../geodata/space/geometry.ts';
import type { Selection, Theme, View } from '../platform/url-state.ts';
import type { Band } from './bands.ts';
import type { Palette } from './palette.ts';
import type { MapPart } from './map-style.ts';
import type { PickSource } from './picking.ts';
import type { FeatureStates } from './style-keeper.ts';

export type { Theme };

/** Furniture that covers the map's edges, CSS pixels: what is flown to comes to rest in the free part. */
export interface Padding {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** The selected thing as the map shows it: a ring or an outline, and a tag. */
export interface Selected extends Selection {
  readonly point: Position;
  /** First line of the tag, plain text. */
  readonly name: string;
  /** Second line, already worded: an age, a code. */
  readonly note?: string;
  /** For areas: drawn instead of the ring. */
  readonly outline?: Area;
}

export interface MapCanvasProps {
  /** Accessible name of the map. */
  readonly label: string;
  /** Shown where no view is given, degrees. */
  readonly home: Box;
  /** The PMTiles archive: `City.basemap`, a name below `/api/city/basemap/`. */
  readonly basemap: string;
  /** Where the data shown comes from (`City.sources`). */
  readonly sources: readonly string[];
  /** 天地图 may be switched on (`City.tianditu`): the controls then offer it. */
  readonly tianditu?: boolean;
  readonly theme: Theme;
  /** How much of the basemap is seen, 0 to 1; all of it where not given. */
  readonly ground?: number;
  /** 1 at a desk, about 3 on a 4K wall: multiplies pins, rings and text. */
  readonly scale?: number;
  /** The map goes there whenever it changes to something else than the map itself has last reported. */
  readonly view?: View | undefined;
  /** After every movement, by hand or by program. */
  readonly onViewChange: (view: View, bounds: Box) => void;
  readonly padding?: Padding;
  readonly selected?: Selected | undefined;
  /** A click: on a thing with where it is, or on nothing (undefined: deselect). */
  readonly onSelect: (selection: Selection | undefined, point: Position) => void;
  /** Right click, long press, or the menu key: what is at this place? */
  readonly onPointQuery?: (point: Position) => void;
  /** The map in the hands of whoever steers it from outside (search, keyboard); again whenever it changes. */
  readonly onReady?: (handle: MapHandle) => void;
  /** While given, every click, tap and Enter is a point for whoever draws; nothing is selected. */
  readonly drawing?: Drawing | undefined;
  /** Further furniture above the zoom buttons; it may use the map. */
  readonly tools?: ReactNode;
  /** Further readings left of the scale. */
  readonly readings?: ReactNode;
  /** Layers. */
  readonly children?: ReactNode;
}

/** Points of the map for whoever draws on it. */
export interface Drawing {
  onPoint(point: Position): void;
  /** Where the next point would be; undefined once the pointer has left. */
  onMove(point: Position | undefined): void;
}

/** The map in the hands of a layer or a control. */
export interface MapHandle {
  readonly map: MapLibreMap;
  readonly theme: Theme;
  /** The tokens in force at the map. */
  readonly palette: Palette;
  readonly scale: number;
  /** What the map is showing as selected; pins keep it out of their groups. */
  readonly selected: Selection | undefined;
  /** Flies so that the point rests in the part that no furniture covers. Jumps under reduced motion. */
  flyTo(point: Position, zoom?: number): void;
  /** Shows a box, degrees, in the free part; never closer than `maxZoom`. */
  fit(box: Box, maxZoom?: number): void;
  /** Puts a layer of the overlay into a band; answers how to take it out. */
  addOverlayLayer(band: Band, layer: Layer): () => void;
  /** Draws tiles or GeoJSON in a band beneath the names; answers how to take it out. */
  addPart(part: MapPart): () => void;
  /** Colours the features of a part by numbers: feature id → state. */
  setStates(part: MapPart, states: FeatureStates): void;
  /** Ids of the style layers of a part that stand now. */
  layerIds(name: string): string[];
  /** Lets a layer say what lies under the pointer; answers how to stop that. */
  addPickSource(source: PickSource): () => void;
}

export const MapContext = createContext<MapHandle | undefined>(undefined);

/** The map around this component. @throws Error outside of a MapCanvas */
export function useMap(): MapHandle {
  const handle = useContext(MapContext);
  if (!handle) throw new Error('useMap needs a MapCanvas around it');
  return handle;
}

/** Draws a deck.gl layer in a band for as long as the component is mounted. Memoize the layer. */
export function useMapLayer(band: Band, layer: Layer): void {
  const { addOverlayLayer } = useMap();
  useEffect(() => addOverlayLayer(band, layer), [addOverlayLayer, band, layer]);
}

/** Draws a part of the style for as long as the component is mounted. Memoize the part. */
export function useMapPart(part: MapPart): void {
  const { addPart } = useMap();
  useEffect(() => addPart(part), [addPart, part]);
}

/** Answers for what lies under the pointer while mounted. Memoize the source. */
export function usePickSource(source: PickSource): void {
  const { addPickSource } = useMap();
  useEffect(() => addPickSource(source), [addPickSource, source]);
}
