// Tiles that failed are asked for again. MapLibre leaves them empty until they have been out of sight: on a wall that is for months.
import type { ErrorEvent, Map as MapLibreMap } from 'maplibre-gl';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 60_000;

/** What MapLibre says of a tile that failed; of anything else it has no tile. */
interface TileError extends ErrorEvent {
  readonly sourceId?: string;
  readonly tile?: {
    readonly tileID: { readonly canonical: { readonly x: number; readonly y: number; readonly z: number } };
  };
}

/** Waits twice as long after each failure of a tile, at most a minute. Ends with `end`. */
export class TileRetry {
  readonly #map: MapLibreMap;
  readonly #failures = new WeakMap<object, number>();
  readonly #waiting = new Map<object, ReturnType<typeof setTimeout>>();

  constructor(map: MapLibreMap) {
    this.#map = map;
    map.on('error', (event) => this.#onError(event));
  }

  /** Some tile in sight has failed and is to be asked for again. */
  isWaiting(): boolean {
    return this.#waiting.size > 0;
  }

  end(): void {
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
  }

  #onError({ error, sourceId, tile }: TileError): void {
    if (!tile || sourceId === undefined) {
      // eslint-disable-next-line no-console -- as MapLibre does where nobody listens: this is not about a tile
      console.error(error);
      return;
    }
    const failures = this.#failures.get(tile) ?? 0;
    this.#failures.set(tile, failures + 1);
    clearTimeout(this.#waiting.get(tile));
    const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures);
    this.#waiting.set(
      tile,
      setTimeout(() => {
        this.#waiting.delete(tile);
        // A tile that is out of sight by now is not asked for.
        if (this.#map.getSource(sourceId)) this.#map.refreshTiles(sourceId, [tile.tileID.canonical]);
      }, waitMs),
    );
  }
}
