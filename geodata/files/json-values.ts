// Cuts a stream of JSON into values small enough to be parsed one by one, by counting brackets outside of texts.
import { FileError } from './opened-file.ts';

/** Longest text of one feature. Bytes; a polygon of 20,000 positions has about 1 MB. */
const MAX_VALUE_BYTES = 16 * 1024 * 1024;
const MAX_DEPTH = 64;

const [QUOTE, BACKSLASH, COLON, OPEN_ARRAY, CLOSE_ARRAY, OPEN, CLOSE] = [0x22, 0x5c, 0x3a, 0x5b, 0x5d, 0x7b, 0x7d];

/**
 * `value` is an element of the array `features`, of an array at the top, or a whole object at the top that has no `features`;
 * `frame` is an object at the top without the content of its `features`.
 */
export interface JsonPiece {
  kind: 'value' | 'frame';
  text: string;
}

/**
 * @param chunks  UTF-8: no byte of a longer character looks like a bracket or a quote
 * @throws FileError `broken-file` where brackets do not match, nest too deeply or a value does not end
 */
export async function* jsonPieces(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<JsonPiece> {
  const cutter = new Cutter();
  for await (const chunk of chunks) yield* cutter.write(chunk);
  cutter.end();
}

/** Where the bytes go that are being read. */
type Place = 'outside' | 'object' | 'elements';

class Cutter {
  #place: Place = 'outside';
  #depth = 0;
  /** The depth at which elements lie: 1 in an array at the top, 2 in `features`. */
  #elementDepth = 0;
  #inText = false;
  #escaped = false;
  /** Texts at depth 1 of an object at the top: the last one, once a colon follows, is a key. */
  #key: number[] = [];
  #isFeatures = false;
  #sawFeatures = false;
  #kept: Buffer[] = [];
  #frame: Buffer[] = [];
  #keptBytes = 0;

  write(chunk: Uint8Array): JsonPiece[] {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const pieces: JsonPiece[] = [];
    let start = 0;
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at]!;
      if (this.#inText) {
        at = this.#text(bytes, at);
      } else if (byte === QUOTE) {
        this.#inText = true;
        this.#key = [];
      } else if (byte === COLON) {
        if (this.#place === 'object' && this.#depth === 1)
          this.#isFeatures = Buffer.from(this.#key).toString() === 'features';
      } else if (byte === OPEN || byte === OPEN_ARRAY) {
        start = this.#opened(bytes, byte, start, at);
      } else if (byte === CLOSE || byte === CLOSE_ARRAY) {
        start = this.#closed(bytes, byte, start, at, pieces);
      }
    }
    this.#keep(bytes.subarray(start));
    return pieces;
  }

  end(): void {
    if (this.#depth !== 0 || this.#inText) throw new FileError('broken-file', 'The file ends in the middle of a value');
  }

  /** Runs to the end of a text or of the chunk; answers the last place looked at. */
  #text(bytes: Buffer, from: number): number {
    const wanted = this.#place === 'object' && this.#depth === 1;
    for (let at = from; at < bytes.length; at++) {
      const byte = bytes[at]!;
      if (this.#escaped) this.#escaped = false;
      else if (byte === BACKSLASH) this.#escaped = true;
      else if (byte === QUOTE) {
        this.#inText = false;
        return at;
      }
      if (wanted && this.#key.length < 16) this.#key.push(byte);
    }
    return bytes.length;
  }

  #opened(bytes: Buffer, byte: number, start: number, at: number): number {
    if (++this.#depth > MAX_DEPTH) throw new FileError('broken-file', `Brackets nest deeper than ${MAX_DEPTH}`);
    if (this.#place === 'outside') {
      [this.#place, this.#elementDepth] = byte === OPEN ? ['object', 0] : ['elements', 1];
      return this.#restart(byte === OPEN ? at : at + 1);
    }
    if (this.#place === 'object' && this.#isFeatures && byte === OPEN_ARRAY && this.#depth === 2) {
      this.#keep(bytes.subarray(start, at + 1));
      this.#frame = this.#kept;
      [this.#place, this.#elementDepth, this.#sawFeatures, this.#isFeatures] = ['elements', 2, true, false];
      return this.#restart(at + 1);
    }
    if (this.#place === 'elements' && this.#depth === this.#elementDepth + 1) return this.#restart(at);
    return start;
  }

  #closed(bytes: Buffer, byte: number, start: number, at: number, pieces: JsonPiece[]): number {
    if (--this.#depth < 0) throw new FileError('broken-file', 'A bracket closes that was never opened');
    if (this.#place === 'elements' && this.#depth === this.#elementDepth) {
      pieces.push({ kind: 'value', text: this.#taken(bytes.subarray(start, at + 1)) });
      return at + 1;
    }
    if (this.#place === 'elements' && this.#depth === this.#elementDepth - 1) {
      if (byte !== CLOSE_ARRAY) throw new FileError('broken-file', 'The list of features closes with a wrong bracket');
      this.#restart(at);
      this.#place = this.#depth === 0 ? 'outside' : 'object';
      if (this.#place === 'object') this.#kept = this.#frame;
      return at;
    }
    if (this.#place === 'object' && this.#depth === 0) {
      const text = this.#taken(bytes.subarray(start, at + 1));
      pieces.push({ kind: this.#sawFeatures ? 'frame' : 'value', text });
      [this.#place, this.#sawFeatures, this.#isFeatures] = ['outside', false, false];
      return at + 1;
    }
    return start;
  }

  #keep(bytes: Buffer): void {
    if (this.#place === 'outside' || bytes.length === 0) return;
    if (this.#place === 'elements' && this.#depth === this.#elementDepth) return;
    this.#keptBytes += bytes.length;
    if (this.#keptBytes > MAX_VALUE_BYTES)
      throw new FileError('too-large', `One value is longer than ${MAX_VALUE_BYTES / 1024 / 1024} MB`);
    // A view would keep its whole chunk in memory: small ones of many chunks are copied.
    this.#kept.push(Buffer.from(bytes));
  }

  #taken(last: Buffer): string {
    const text = Buffer.concat([...this.#kept, last]).toString('utf8');
    this.#restart(0);
    return text;
  }

  #restart(at: number): number {
    [this.#kept, this.#keptBytes] = [[], 0];
    return at;
  }
}
