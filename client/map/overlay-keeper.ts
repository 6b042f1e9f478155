// Keeps the deck.gl overlay above the map: its layers by band, and its return after a lost WebGL context.
import type { Layer } from '@deck.gl/core';
import { MapLibreOverlay } from '@deck.gl/maplibre';
import type { Map as MapLibreMap } from 'maplibre-gl';
import { bandOrder, type Band } from './bands.ts';

/** A context comes back in pieces; an overlay that is made anew earlier than this stays empty. Milliseconds. */
const SETTLE_MS = 2500;

interface Placed {
  readonly band: Band;
  /** As it was handed over; never drawn itself: once drawn, a layer and its clones hold textures of that one context. */
  readonly given: Layer;
  /** The one that is drawn. */
  readonly layer: Layer;
}

const placed = (band: Band, given: Layer): Placed => ({ band, given, layer: given.clone({}) as Layer });

export class OverlayKeeper {
  readonly #map: MapLibreMap;
  readonly #placed = new Map<symbol, Placed>();
  readonly #onDrawn: () => void;
  #overlay: MapLibreOverlay | undefined;
  #settle: ReturnType<typeof setTimeout> | undefined;
  #queued = false;
  #drawnIds = new Set<string>();

  readonly #pixelRatio: number | undefined;

  /**
   * @param onDrawn     called after every frame of the overlay in which the set of drawn layers changed
   * @param pixelRatio  for a picture: its pixels for a CSS pixel; the canvas then keeps what was drawn
   */
  constructor(map: MapLibreMap, onDrawn: () => void, pixelRatio?: number) {
    this.#map = map;
    this.#pixelRatio = pixelRatio;
    this.#onDrawn = onDrawn;
    this.#mount();
    document.addEventListener('webglcontextlost', this.#onContext, true);
    document.addEventListener('webglcontextrestored', this.#onContext, true);
    document.addEventListener('visibilitychange', this.#onVisible);
  }

  /** Draws a layer in a band until the answer is called. */
  add(band: Band, layer: Layer): () => void {
    const key = Symbol(layer.id);
    this.#placed.set(key, placed(band, layer));
    this.#queue();
    return () => {
      this.#placed.delete(key);
      this.#queue();
    };
  }

  layerIds(): string[] {
    return [...this.#placed.values()].map(({ layer }) => layer.id);
  }

  canvas(): HTMLCanvasElement | null {
    return this.#overlay?.getCanvas() ?? null;
  }

  /** Ids of the layers that the last frame has shown; none while the context is lost, or its canvas is not on the page. */
  drawnLayers(): string[] {
    return this.#contextLost() || !this.canvas()?.isConnected
      ? []
      : this.layerIds().filter((id) => this.#drawnIds.has(id));
  }

  end(): void {
    clearTimeout(this.#settle);
    document.removeEventListener('webglcontextlost', this.#onContext, true);
    document.removeEventListener('webglcontextrestored', this.#onContext, true);
    document.removeEventListener('visibilitychange', this.#onVisible);
    this.#unmount();
  }

  #mount(): void {
    this.#overlay = new MapLibreOverlay({
      interleaved: false,
      layers: this.#layers(),
      useDevicePixels: this.#pixelRatio ?? true,
      ...(this.#pixelRatio !== undefined && { deviceProps: { webgl: { preserveDrawingBuffer: true } } }),
      onAfterRender: () => this.#note(),
    });
    this.#map.addControl(this.#overlay);
  }

  #unmount(): void {
    this.#drawnIds.clear();
    if (this.#overlay) this.#map.removeControl(this.#overlay);
    this.#overlay = undefined;
  }

  #layers(): Layer[] {
    return [...this.#placed.values()].sort((a, b) => bandOrder(a.band) - bandOrder(b.band)).map(({ layer }) => layer);
  }

  #queue(): void {
    if (this.#queued) return;
    this.#queued = true;
    queueMicrotask(() => {
      this.#queued = false;
      this.#overlay?.setProps({ layers: this.#layers() });
      this.#map.triggerRepaint();
    });
  }

  #note(): void {
    const now = [...this.#placed.values()].filter(({ layer }) => layer.isLoaded).map(({ layer }) => layer.id);
    if (now.length === this.#drawnIds.size && now.every((id) => this.#drawnIds.has(id))) return;
    this.#drawnIds = new Set(now);
    this.#onDrawn();
  }

  #contextLost(): boolean {
    return this.#overlay?.getCanvas()?.getContext('webgl2')?.isContextLost() ?? true;
  }

  /** The basemap restores itself, the overlay does not, and says nothing: make it anew once things have settled. */
  readonly #onContext = (event: Event) => {
    if (!(event.target instanceof Node) || !this.#map.getContainer().contains(event.target)) return;
    this.#drawnIds.clear();
    this.#onDrawn();
    clearTimeout(this.#settle);
    this.#settle = setTimeout(() => this.#remount(), SETTLE_MS);
  };

  #remount(): void {
    this.#unmount();
    for (const [key, { band, given }] of this.#placed) this.#placed.set(key, placed(band, given));
    this.#mount();
    this.#map.triggerRepaint();
  }

  /** A hidden tab draws no frames: show the latest state at the first one. */
  readonly #onVisible = () => {
    if (document.visibilityState !== 'visible') return;
    this.#map.resize();
    this.#queue();
  };
}
