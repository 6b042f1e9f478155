// Where a file is brought in: chosen, or dropped anywhere on the page and waiting here for its layer.
import { useId, useRef } from 'react';
import { IMPORT_LAYERS, type ImportLayer } from '#contract/imports';
import { formatNumber } from '../ui/formats.ts';
import { useWords } from '../ui/language.ts';
import { problemText } from '../ui/problem-text.ts';
import { useDropped } from './drop-anywhere.tsx';
import { upload, useUpload } from './use-upload.ts';

const ACCEPT = '.csv,.tsv,.txt,.xlsx,.zip,.json,.geojson,.geojsonl,.ndjson';

interface Props {
  layer: ImportLayer;
  onLayer: (layer: ImportLayer) => void;
}

export function FileDrop({ layer, onLayer }: Props) {
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const { over, file: dropped } = useDropped();
  const busy = useUpload((state) => state.sending !== undefined);
  const id = useId();
  const send = (file: File) => {
    useDropped.setState({ file: undefined });
    upload(layer, file);
  };
  return (
    <div className={over || dropped ? 'import-drop is-over' : 'import-drop'}>
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
          if (file) send(file);
          target.value = '';
        }}
      />
      {dropped && <Waiting file={dropped} layer={layer} busy={busy} onSend={send} />}
      <button
        type="button"
        className={dropped ? 'button' : 'button is-primary'}
        disabled={busy}
        onClick={() => input.current?.click()}
      >
        {t(dropped ? 'imports.chooseOther' : 'imports.choose')}
      </button>
      <p className="import-hint">{t(over ? 'imports.dropNow' : 'imports.dropHint')}</p>
      <Sending />
    </div>
  );
}

interface WaitingProps {
  file: File;
  layer: ImportLayer;
  busy: boolean;
  onSend: (file: File) => void;
}

/** What was dropped is sent once it is said into which layer. */
function Waiting({ file, layer, busy, onSend }: WaitingProps) {
  const { t } = useWords();
  return (
    <>
      <p className="import-waiting" role="status">
        {t('imports.dropped', { name: file.name })}
      </p>
      <button type="button" className="button is-primary" disabled={busy} onClick={() => onSend(file)}>
        {t('imports.bringInto', { layer: t(`imports.layers.${layer}`) })}
      </button>
    </>
  );
}

/** How far it is, or why it did not arrive: of what was sent before the panel was opened again, too. */
function Sending() {
  const { t, language } = useWords();
  const { sending, failed } = useUpload();
  if (failed) {
    return (
      <p className="act-failure" role="alert">
        {t('imports.notSent', { name: failed.name, why: problemText(failed.error, t) })}
      </p>
    );
  }
  if (!sending) return null;
  return (
    <div className="import-progress">
      <span>{t('imports.sending', { name: sending.name, percent: formatNumber(sending.share * 100, language) })}</span>
      <progress max={1} value={sending.share} aria-label={t('imports.sendingLabel')} />
      <button type="button" className="button" onClick={() => sending.stop.abort()}>
        {t('imports.cancel')}
      </button>
    </div>
  );
}
