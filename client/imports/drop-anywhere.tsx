// A file dropped anywhere on the console: the panel opens and holds it until it is said what it is.
import { useEffect, useRef } from 'react';
import { create } from 'zustand';
import { forgetWhen } from '../platform/person.ts';
import { useWords } from '../ui/language.ts';
import './imports.css';

interface Dropped {
  /** Something that is dragged hovers over the page. */
  readonly over: boolean;
  /** Was dropped, and waits for its layer. */
  readonly file: File | undefined;
}

export const useDropped = create<Dropped>(() => ({ over: false, file: undefined }));
forgetWhen('left', () => useDropped.setState({ over: false, file: undefined }));

/** Takes files from the browser, which would leave the page to open them. Dragged text and links are none of ours. */
export function DropAnywhere({ onOpen }: { onOpen: () => void }) {
  const { t } = useWords();
  const over = useDropped((state) => state.over);
  const open = useRef(onOpen);
  useEffect(() => {
    open.current = onOpen;
  }, [onOpen]);
  useEffect(() => {
    const stop = new AbortController();
    const on = (name: 'dragover' | 'dragleave' | 'drop', act: (event: DragEvent) => void) =>
      addEventListener(name, act, { signal: stop.signal });
    on('dragover', (event) => {
      if (!hasFile(event)) return;
      event.preventDefault();
      useDropped.setState({ over: true });
    });
    on('dragleave', ({ relatedTarget }) => relatedTarget === null && useDropped.setState({ over: false }));
    on('drop', (event) => {
      if (!hasFile(event)) return;
      event.preventDefault();
      useDropped.setState({ over: false, file: event.dataTransfer?.files[0] });
      open.current();
    });
    return () => stop.abort();
  }, []);
  return over ? <p className="import-drop-over">{t('imports.dropNow')}</p> : null;
}

const hasFile = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') ?? false;
