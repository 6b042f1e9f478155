// Encoded tiles in memory, the least used leave first. A key names scope and version, and is made only after access was decided.

/** Bytes, compressed. */
const LARGEST_CACHE = 64 * 1024 * 1024;

export class TileCache {
  readonly #tiles = new Map<string, Promise<Buffer>>();
  readonly #sizes = new Map<string, number>();
  #size = 0;

  /** The tile under the key; made once, however many ask at the same time. A failure is not kept. */
  get(key: string, make: () => Promise<Buffer>): Promise<Buffer> {
    const known = this.#tiles.get(key);
    if (known) {
      this.#tiles.delete(key);
      this.#tiles.set(key, known);
      return known;
    }
    const tile = make();
    this.#tiles.set(key, tile);
    tile.then(
      (bytes) => this.#weigh(key, bytes.length),
      () => this.#tiles.delete(key),
    );
    return tile;
  }

  #weigh(key: string, bytes: number): void {
    this.#sizes.set(key, bytes);
    this.#size += bytes;
    for (const oldest of this.#tiles.keys()) {
      if (this.#size <= LARGEST_CACHE) return;
      this.#size -= this.#sizes.get(oldest) ?? 0;
      this.#sizes.delete(oldest);
      this.#tiles.delete(oldest);
    }
  }
}
