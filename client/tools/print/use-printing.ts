// The way of a print: asked for, drawn, composed, handed over. One at a time; closing the dialog ends it.
import { useEffect, useRef, useState } from 'react';
import type { Selected } from '../../map/map-context.tsx';
import type { Language } from '../../platform/url-state.ts';
import { formatNumber } from '../../ui/formats.ts';
import { useWords, type Translate } from '../../ui/language.ts';
import { problemText } from '../../ui/problem-text.ts';
import { handOver } from './hand-over.ts';
import type { PrintChoice } from './print-form.tsx';

export interface Made {
  readonly blob: Blob;
  readonly name: string;
}

/** Makes the file of a picture; `stage` is where it was drawn. */
export type Compose = (choice: PrintChoice, picture: Blob, stage: Element) => Promise<Made>;

/** What was asked for, and the thing selected then with its words: neither changes until it is made. */
export interface PrintJob {
  readonly choice: PrintChoice;
  readonly selected: Selected | undefined;
}

export interface JobState {
  readonly job: PrintJob | undefined;
  readonly setJob: (job: PrintJob | undefined) => void;
}

export interface Printing {
  /** How far it is, or how it ended; undefined before the first. */
  readonly told: string | undefined;
  readonly start: (job: PrintJob) => void;
  /** The map is drawn. */
  readonly take: (picture: Promise<Blob>, stage: Element) => void;
  /** The map was not drawn in time. */
  readonly giveUp: () => void;
}

/** The job is its owner's, as the frame to draw in follows from it. */
export function usePrinting(compose: Compose, { job, setJob }: JobState): Printing {
  const { t, language } = useWords();
  const [told, setTold] = useState<string>();
  const open = useOpen();
  const end = (text: string) => {
    setTold(text);
    setJob(undefined);
  };
  const make = async (choice: PrintChoice, picture: Blob, stage: Element) => {
    const made = await compose(choice, picture, stage);
    if (open.current) handOver(made);
    return readyText(made, t, language);
  };
  return {
    told,
    start: (next) => {
      setTold(t('tools.rendering'));
      setJob(next);
    },
    take: (picture, stage) => {
      if (!job) return;
      setTold(t('tools.composing'));
      picture
        .then((drawn) => make(job.choice, drawn, stage))
        .then(end, (error: Error) => end(t('tools.printFailed', { why: problemText(error, t) })));
    },
    giveUp: () => end(t('tools.mapFailed')),
  };
}

const readyText = ({ name, blob }: Made, t: Translate, language: Language) =>
  t('tools.ready', { name, size: `${formatNumber(blob.size / 1024, language)} kB` });

/** False once the dialog is closed: nobody waits for the file any more. */
function useOpen() {
  const open = useRef(false);
  useEffect(() => {
    open.current = true;
    return () => {
      open.current = false;
    };
  }, []);
  return open;
}
