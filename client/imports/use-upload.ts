// A file on its way to the server: it goes on whichever panel is open, and the panel shows it again.
import { create } from 'zustand';
import type { Import, ImportLayer } from '#contract/imports';
import { RequestError } from '../platform/http.ts';
import { forgetWhen } from '../platform/person.ts';
import { uploadFile } from '../platform/upload.ts';

/** As the server's limit: what is larger is not sent at all. */
const MAX_BYTES = 100 * 1024 * 1024;
const ENDINGS = /\.(csv|tsv|txt|xlsx|zip|json|geojson|geojsonl|ndjson)$/i;

interface Upload {
  /** What is being sent, and how much of it, 0 to 1. */
  readonly sending: { readonly name: string; readonly share: number; readonly stop: AbortController } | undefined;
  /** The last file, where it did not arrive; until the next one is sent. */
  readonly failed: { readonly name: string; readonly error: Error } | undefined;
  /** The last one that arrived. */
  readonly arrived: Import | undefined;
  /** The panel is on the screen. */
  readonly watched: boolean;
}

const NOTHING: Upload = { sending: undefined, failed: undefined, arrived: undefined, watched: false };

export const useUpload = create<Upload>(() => NOTHING);

forgetWhen('left', () => {
  useUpload.getState().sending?.stop.abort();
  useUpload.setState(NOTHING);
});

/** Sends a file; one at a time. How it goes and ends is in `useUpload`. */
export function upload(layer: ImportLayer, file: File): void {
  if (useUpload.getState().sending) return;
  const { name } = file;
  const refused = refusalOf(file);
  useUpload.setState({ failed: refused && { name, error: refused } });
  if (refused) return;
  const stop = new AbortController();
  const onProgress = (share: number) => useUpload.setState({ sending: { name, share, stop } });
  onProgress(0);
  const query = new URLSearchParams({ layer, name: name.slice(-200) });
  uploadFile<Import>(`/api/imports?${query}`, file, { signal: stop.signal, onProgress })
    .then((arrived) => useUpload.setState({ sending: undefined, arrived }))
    .catch((reason: unknown) => {
      const error = reason instanceof Error ? reason : new Error(String(reason));
      useUpload.setState({ sending: undefined, failed: stop.signal.aborted ? undefined : { name, error } });
    });
}

/** What needs no server to be refused. */
function refusalOf(file: File): RequestError | undefined {
  if (file.size > MAX_BYTES) return new RequestError(413, 'file-too-large', 'Too large');
  if (file.size === 0) return new RequestError(422, 'file-empty-file', 'Empty');
  if (!ENDINGS.test(file.name)) return new RequestError(422, 'file-unknown-format', 'Not a format that is read');
  return undefined;
}
