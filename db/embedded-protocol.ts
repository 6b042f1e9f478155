// What the process and the thread of the embedded database say to each other.
import type { QueryErrorFields } from './errors.ts';
import type { RawResult } from './parsers.ts';

export interface EngineData {
  /** Module that boot.mjs starts. */
  readonly entry: string;
  /** Where the data lie; absent for a database in memory. */
  readonly directory?: string | undefined;
  /** Tarball (gzip) that a new database starts from. */
  readonly template?: string | undefined;
}

export type EngineRequest = { readonly id: number } & (
  | { readonly act: 'query'; readonly text: string; readonly values: readonly (string | null)[] }
  | { readonly act: 'dump' }
  | { readonly act: 'close' }
);

export type EngineReply =
  | { readonly ready: true }
  | { readonly id: number; readonly result: RawResult | Uint8Array | undefined }
  | { readonly id: number; readonly error: QueryErrorFields };
