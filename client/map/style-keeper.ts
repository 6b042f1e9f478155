// Keeps the map's style equal to its parts. What is asked for within one turn of the event loop is applied at once;
// what is asked for before the style stands waits for it.
import { VectorTileSource, type FeatureIdentifier, type Map as MapLibreMap } from 'maplibre-gl';
import { composeStyle, type MapPart, type StyleParts } from './map-style.ts';

type StyleBase = Omit<StyleParts, 'parts'>;
export type FeatureStates = ReadonlyMap<number, Readonly<Record<string, number>>>;

interface StatedLayer {
  readonly target: Omit<FeatureIdentifier, 'id'>;
  wanted: FeatureStates;
  applied: FeatureStates;
  /** The source object that `applied` was given to: a replaced source has forgotten it. */
  source: unknown;
}

const NOTHING: FeatureStates = new Map();

export class StyleKeeper {
  readonly #map: MapLibreMap;
  readonly #parts = new Map<string, MapPart>();
  readonly #states = new Map<string, StatedLayer>();
  #base: StyleBase;
  #stands = false;
  #queued = false;
  #ended = false;

  constructor(map: MapLibreMap, base: StyleBase) {
    this.#map = map;
    this.#base = base;
    map.on('style.load', () => {
      this.#stands = true;
      this.#queue();
    });
    map.on('styledata', () => this.#applyStates());
  }

  setBase(base: StyleBase): void {
    this.#base = base;
    this.#queue();
  }

  /** Draws a part until the answer is called. A part of the same name is replaced. */
  addPart(part: MapPart): () => void {
    this.#parts.set(part.name, part);
    this.#queue();
    return () => {
      if (this.#parts.get(part.name) !== part) return;
      this.#parts.delete(part.name);
      this.#queue();
    };
  }

  /** Colours features of a part by state; only what differs from the last call is touched. */
  setStates(part: MapPart, wanted: FeatureStates): void {
    const target =
      part.sourceLayer === undefined ? { source: part.name } : { source: part.name, sourceLayer: part.sourceLayer };
    const before = this.#states.get(part.name);
    this.#states.set(part.name, { target, wanted, applied: before?.applied ?? NOTHING, source: before?.source });
    this.#applyStates();
  }

  /** Names of the parts that are drawn: their source has answered for what is in view, and their layers are there. */
  drawnParts(): string[] {
    const isDrawn = ({ name, looks }: MapPart) =>
      this.#map.getSource(name) !== undefined &&
      this.#map.isSourceLoaded(name) &&
      looks.every(({ id }) => this.#map.getLayer(id));
    return this.#stands ? [...this.#parts.values()].filter(isDrawn).map(({ name }) => name) : [];
  }

  partNames(): string[] {
    return [...this.#parts.keys()];
  }

  /** Ids of the layers that stand in for things, for picking. */
  layerIds(name: string): string[] {
    const ids = this.#parts.get(name)?.looks.map(({ id }) => id) ?? [];
    return ids.filter((id) => this.#map.getLayer(id) !== undefined);
  }

  end(): void {
    this.#ended = true;
  }

  #queue(): void {
    if (this.#queued || !this.#stands) return;
    this.#queued = true;
    queueMicrotask(() => {
      this.#queued = false;
      if (this.#ended) return;
      this.#moveTiles();
      this.#map.setStyle(composeStyle({ ...this.#base, parts: [...this.#parts.values()] }), {
        diff: true,
        validate: false,
      });
    });
  }

  /** Tiles that have moved to another address: the source stays, and its old tiles until the new ones are here. A new source would blink. */
  #moveTiles(): void {
    for (const { name, source: wanted } of this.#parts.values()) {
      const source = this.#map.getSource(name);
      if (wanted.type !== 'vector' || !wanted.tiles || !(source instanceof VectorTileSource)) continue;
      const { tiles } = source.serialize();
      if (tiles?.join() !== wanted.tiles.join()) source.setTiles(wanted.tiles);
    }
  }

  #applyStates(): void {
    for (const stated of this.#states.values()) {
      const source = this.#map.getSource(stated.target.source);
      if (!source) continue;
      if (source !== stated.source) stated.applied = NOTHING;
      if (stated.applied === stated.wanted) continue;
      for (const id of stated.applied.keys()) {
        if (!stated.wanted.has(id)) this.#map.removeFeatureState({ ...stated.target, id });
      }
      for (const [id, state] of stated.wanted) {
        if (stated.applied.get(id) !== state) this.#map.setFeatureState({ ...stated.target, id }, state);
      }
      stated.source = source;
      stated.applied = stated.wanted;
    }
  }
}
