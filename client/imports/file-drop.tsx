// Where a file is brought in: chosen, or dropped anywhere on the page.
import { useEffect, useId, useRef, useState } from 'react';
import { IMPORT_LAYERS, type ImportLayer } from '#contract/imports';
import { formatNumber } from '../ui/formats.ts';
import { useWords } from '../ui/language.ts';
import { problemText } from '../ui/problem-text.ts';
import type { Upload } from './use-upload.ts';

const ACCEPT = '.csv,.tsv,.txt,.xlsx,.zip,.json,.geojson,.geojsonl,.ndjson';

interface Props {
  layer: ImportLayer;
  onLayer: (layer: ImportLayer) => void;
  upload: Upload;
}

export function FileDrop({ layer, onLayer, upload }: Props) {
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const dragging = useDroppedFile(upload.send);
  const id = useId();
  return (
    <div className={dragging ? 'import-drop is-over' : 'import-drop'}>
      <label htmlFor={id}>{t('imports.target')}</label>
      <select id={id} value={layer} onChange={({ target }) => onLayer(target.value as ImportLayer)}>
        {IMPORT_LAYERS.map((name) => (
          <option key={name} value={name}>
            {t(`imports.layers.${name}`)}
          </option>
        ))}
      </select>
      <input
        ref={input}
        type="file"
        hidden
        accept={ACCEPT}
        aria-label={t('imports.choose')}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) upload.send(file);
          target.value = '';
        }}
      />
      <button
        type="button"
        className="button is-primary"
        disabled={upload.sending !== undefined}
        onClick={() => input.current?.click()}
      >
        {t('imports.choose')}
      </button>
      <p className="import-hint">{t(dragging ? 'imports.dropNow' : 'imports.dropHint')}</p>
      <Sending upload={upload} />
      {upload.error && (
        <p className="act-failure" role="alert">
          {problemText(upload.error, t)}
        </p>
      )}
    </div>
  );
}

function Sending({ upload: { sending, cancel } }: { upload: Upload }) {
  const { t, language } = useWords();
  if (!sending) return null;
  return (
    <div className="import-progress">
      <span>{t('imports.sending', { name: sending.name, percent: formatNumber(sending.share * 100, language) })}</span>
      <progress max={1} value={sending.share} aria-label={t('imports.sendingLabel')} />
      <button type="button" className="button" onClick={cancel}>
        {t('imports.cancel')}
      </button>
    </div>
  );
}

/** Takes what is dropped on the window, so that the browser does not open it; answers whether something hovers. */
function useDroppedFile(onFile: (file: File) => void): boolean {
  const [over, setOver] = useState(false);
  const take = useRef(onFile);
  useEffect(() => {
    take.current = onFile;
  }, [onFile]);
  useEffect(() => {
    const stop = new AbortController();
    const on = (name: 'dragover' | 'dragleave' | 'drop', act: (event: DragEvent) => void) =>
      addEventListener(name, act, { signal: stop.signal });
    on('dragover', (event) => {
      event.preventDefault();
      setOver(true);
    });
    on('dragleave', ({ relatedTarget }) => relatedTarget === null && setOver(false));
    on('drop', (event) => {
      event.preventDefault();
      setOver(false);
      const [file] = event.dataTransfer?.files ?? [];
      if (file) take.current(file);
    });
    return () => stop.abort();
  }, []);
  return over;
}
