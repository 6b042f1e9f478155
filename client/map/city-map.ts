// The map's engine room, outside of React: one MapLibre map with its style, its overlay and its pick sources.
import { Map as MapLibreMap } from 'maplibre-gl';
import type { Box } from '../../geodata/space/geometry.ts';
import type { View } from '../platform/url-state.ts';
import { boxOf, fit, viewOf } from './camera.ts';
import { mapFontFaces } from './fonts.ts';
import { prepareMapEngine } from './map-engine.ts';
import type { MapHandle, Padding } from './map-context.tsx';
import { composeStyle, type StyleParts } from './map-style.ts';
import { OverlayKeeper } from './overlay-keeper.ts';
import type { PickSource } from './picking.ts';
import { StyleKeeper } from './style-keeper.ts';
import { resolveStyleImages } from './style-images.ts';
import { TileRetry } from './tile-retry.ts';
import { ZOOMS } from './zooms.ts';

/** A lost context that has not come back after this long does not come back: the map is made anew. Milliseconds. */
const GONE_AFTER_MS = 10_000;

export type CityMapBase = Omit<StyleParts, 'parts' | 'fontFaces'>;

export interface CityMapOptions {
  readonly view: View | undefined;
  readonly home: Box;
  readonly padding: Padding;
  readonly label: string;
  readonly base: CityMapBase;
  /** The context is lost for good; whoever made this map should end it and make another. */
  readonly onGone: () => void;
  /** For a picture: its pixels for a CSS pixel. The canvases then keep what was drawn. */
  readonly pixelRatio?: number;
}

/** One layer that is expected on the screen, and whether it is there. */
export interface DrawnLayer {
  readonly name: string;
  readonly drawn: boolean;
}

export class CityMap {
  readonly map: MapLibreMap;
  readonly pickSources = new Set<PickSource>();
  /** Where the map has last said that it is. */
  lastView: View;
  readonly #style: StyleKeeper;
  readonly #overlay: OverlayKeeper;
  readonly #retry: TileRetry;
  readonly #fontFaces = mapFontFaces();
  readonly #listeners = new Set<() => void>();
  #gone: ReturnType<typeof setTimeout> | undefined;

  constructor(container: HTMLElement, options: CityMapOptions) {
    const { view, home, padding, label, base, onGone, pixelRatio } = options;
    prepareMapEngine();
    this.map = new MapLibreMap({
      container,
      style: composeStyle({ ...base, fontFaces: this.#fontFaces, parts: [] }),
      ...(view ? { center: [view.lon, view.lat], zoom: view.zoom } : { bounds: [...home] }),
      ...ZOOMS,
      attributionControl: false,
      renderWorldCopies: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      maxPitch: 0,
      fadeDuration: 0,
      locale: { 'Map.Title': label },
      ...(pixelRatio !== undefined && { pixelRatio, canvasContextAttributes: { preserveDrawingBuffer: true } }),
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    resolveStyleImages(this.map);
    this.#retry = new TileRetry(this.map);
    if (!view) fit(this.map, padding, home, ZOOMS.maxZoom, false);
    this.lastView = viewOf(this.map);
    this.#style = new StyleKeeper(this.map, { ...base, fontFaces: this.#fontFaces });
    this.#overlay = new OverlayKeeper(this.map, () => this.#tell(), pixelRatio);
    for (const event of ['idle', 'dataloading', 'movestart'] as const) this.map.on(event, () => this.#tell());
    this.map.on('webglcontextlost', () => {
      this.#gone = setTimeout(onGone, GONE_AFTER_MS);
    });
    this.map.on('webglcontextrestored', () => clearTimeout(this.#gone));
  }

  setBase(base: CityMapBase): void {
    this.#style.setBase({ ...base, fontFaces: this.#fontFaces });
  }

  /** Tells of every movement once it has ended, and once at the start. */
  onMoved(told: (view: View, box: Box) => void): () => void {
    const tell = () => {
      this.lastView = viewOf(this.map);
      told(this.lastView, boxOf(this.map));
    };
    const moved = this.map.on('moveend', tell);
    const resized = this.map.on('resize', tell);
    tell();
    return () => {
      moved.unsubscribe();
      resized.unsubscribe();
    };
  }

  /** Called whenever what is drawn may have changed. */
  onChanged(told: () => void): () => void {
    this.#listeners.add(told);
    return () => this.#listeners.delete(told);
  }

  /** Which of the layers that were asked for are on the screen. The wall says so where one is not. */
  drawnLayers(): DrawnLayer[] {
    const drawn = new Set([...this.#style.drawnParts(), ...this.#overlay.drawnLayers()]);
    return [...this.#style.partNames(), ...this.#overlay.layerIds()].map((name) => ({ name, drawn: drawn.has(name) }));
  }

  /** Nothing is on its way: no tile, no movement. What is not drawn by now is missing. */
  hasSettled(): boolean {
    return this.map.loaded() && !this.map.isMoving();
  }

  /** It has settled, no tile has to be asked for again, and every layer that was asked for is drawn. */
  isIdle(): boolean {
    return this.hasSettled() && !this.#retry.isWaiting() && this.drawnLayers().every(({ drawn }) => drawn);
  }

  /** What is drawn, bottom first. Only where a `pixelRatio` was given do they hold it between frames. */
  canvases(): HTMLCanvasElement[] {
    const overlay = this.#overlay.canvas();
    return [this.map.getCanvas(), ...(overlay ? [overlay] : [])];
  }

  readonly addOverlayLayer: MapHandle['addOverlayLayer'] = (band, layer) => this.#overlay.add(band, layer);
  readonly addPart: MapHandle['addPart'] = (part) => this.#style.addPart(part);
  readonly setStates: MapHandle['setStates'] = (part, states) => this.#style.setStates(part, states);
  readonly layerIds: MapHandle['layerIds'] = (name) => this.#style.layerIds(name);
  readonly addPickSource: MapHandle['addPickSource'] = (source) => {
    this.pickSources.add(source);
    return () => this.pickSources.delete(source);
  };

  end(): void {
    clearTimeout(this.#gone);
    this.#listeners.clear();
    this.#retry.end();
    this.#style.end();
    this.#overlay.end();
    this.map.remove();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
