// Photos for a note: each is sent as soon as it is chosen, so that the note itself goes at once.
import { useEffect, useRef, useState } from 'react';
import type { Photo } from '#contract/files';
import type { IncidentDetail } from '#contract/incidents';
import { MOST_PHOTOS } from '#contract/incidents';
import { uploadFile } from '../platform/upload.ts';

export interface ChosenPhoto {
  readonly no: number;
  readonly name: string;
  /** Share that has been sent, 0 to 1. */
  readonly share: number;
  readonly photo?: Photo;
  readonly error?: Error;
}

export interface Photos {
  readonly chosen: readonly ChosenPhoto[];
  /** Ids of those that have arrived, in the order in which they were chosen. */
  readonly ids: readonly string[];
  readonly isSending: boolean;
  /** More were chosen than a note can show: the first ones are taken. */
  readonly isFull: boolean;
  readonly add: (files: readonly File[]) => void;
  readonly remove: (no: number) => void;
}

export function usePhotos({ divisionPath }: Pick<IncidentDetail, 'divisionPath'>): Photos {
  const [chosen, setChosen] = useState<readonly ChosenPhoto[]>([]);
  const [sending] = useState(() => new Map<number, AbortController>());
  const last = useRef(0);
  useEffect(() => () => sending.forEach((abort) => abort.abort()), [sending]);
  const change = (no: number, part: Partial<ChosenPhoto>) =>
    setChosen((all) => all.map((one) => (one.no === no ? { ...one, ...part } : one)));
  const send = (no: number, file: File) => {
    const abort = new AbortController();
    sending.set(no, abort);
    const path = `/api/files/photos?divisionPath=${divisionPath}`;
    uploadFile<Photo>(path, file, { signal: abort.signal, onProgress: (share) => change(no, { share }) })
      .then(
        (photo) => change(no, { photo, share: 1 }),
        (error: unknown) => {
          if (!abort.signal.aborted) change(no, { error: error instanceof Error ? error : new Error(String(error)) });
        },
      )
      .finally(() => sending.delete(no));
  };
  return {
    chosen,
    ids: chosen.flatMap(({ photo }) => photo?.id ?? []),
    isSending: chosen.some(({ photo, error }) => !photo && !error),
    isFull: chosen.length >= MOST_PHOTOS,
    add: (files) => {
      const taken = files.slice(0, MOST_PHOTOS - chosen.length).map((file) => ({ no: (last.current += 1), file }));
      setChosen([...chosen, ...taken.map(({ no, file }) => ({ no, name: file.name, share: 0 }))]);
      for (const { no, file } of taken) send(no, file);
    },
    remove: (no) => {
      sending.get(no)?.abort();
      setChosen(chosen.filter((one) => one.no !== no));
    },
  };
}
