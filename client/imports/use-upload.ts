// A file on its way to the server.
import { useRef, useState } from 'react';
import type { Import, ImportLayer } from '#contract/imports';
import { RequestError } from '../platform/http.ts';
import { uploadFile } from '../platform/upload.ts';

/** As the server's limit: what is larger is not sent at all. */
const MAX_BYTES = 100 * 1024 * 1024;
const ENDINGS = /\.(csv|tsv|txt|xlsx|zip|json|geojson|geojsonl|ndjson)$/i;

export interface Upload {
  /** What is being sent, and how much of it, 0 to 1. */
  readonly sending: { readonly name: string; readonly share: number } | undefined;
  readonly error: Error | undefined;
  send(file: File): void;
  cancel(): void;
}

export function useUpload(layer: ImportLayer, onBrought: (brought: Import) => void): Upload {
  const [sending, setSending] = useState<Upload['sending']>();
  const [error, setError] = useState<Error>();
  const stop = useRef<AbortController>(undefined);
  const send = (file: File) => {
    const refused = refusalOf(file);
    setError(refused);
    if (refused || sending) return;
    const controller = new AbortController();
    stop.current = controller;
    const onProgress = (share: number) => setSending({ name: file.name, share });
    onProgress(0);
    const query = new URLSearchParams({ layer, name: file.name.slice(-200) });
    uploadFile<Import>(`/api/imports?${query}`, file, { signal: controller.signal, onProgress })
      .then(onBrought)
      .catch((reason: unknown) => {
        if (!controller.signal.aborted) setError(reason instanceof Error ? reason : new Error(String(reason)));
      })
      .finally(() => setSending(undefined));
  };
  return { sending, error, send, cancel: () => stop.current?.abort() };
}

/** What needs no server to be refused. */
function refusalOf(file: File): RequestError | undefined {
  if (file.size > MAX_BYTES) return new RequestError(413, 'file-too-large', 'Too large');
  if (file.size === 0) return new RequestError(422, 'file-empty-file', 'Empty');
  if (!ENDINGS.test(file.name)) return new RequestError(422, 'file-unknown-format', 'Not a format that is read');
  return undefined;
}
