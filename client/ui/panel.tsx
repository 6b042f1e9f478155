// The list at the left: a piece of furniture over the map. On a phone it is a sheet that covers half of it.
import { useState, type ReactNode } from 'react';
import { askForExport, type ExportRequest } from '../platform/export-requests.ts';
import { useMay } from '../platform/session.ts';
import { Icon } from './icons.tsx';
import { useWords } from './language.ts';
import { LoadingBar } from './states.tsx';
import { useIsPhone } from './use-media.ts';

interface Props {
  title: string;
  /** Said right after the title; it adds up with what is listed. */
  count?: string | undefined;
  busy?: boolean;
  /** Everything in it is hatched: it is not of now. */
  stale?: boolean;
  /** It can be taken as a file. */
  taken?: ExportRequest | undefined;
  onClose: () => void;
  /** Between the title and the list: filters, the order. */
  head?: ReactNode;
  foot?: ReactNode;
  children: ReactNode;
}

export function ListPanel({ title, count, busy = false, stale = false, taken, onClose, head, foot, children }: Props) {
  const { t } = useWords();
  const [tall, setTall] = useState(false);
  const may = useMay();
  return (
    <section
      id="list"
      tabIndex={-1}
      className={`panel list-panel${stale ? ' is-stale' : ''}${tall ? ' is-tall' : ''}`}
      aria-label={title}
    >
      <LoadingBar busy={busy} />
      <SheetHandle tall={tall} onToggle={() => setTall(!tall)} />
      <header className="panel-head">
        <h2>
          {title} {count !== undefined && <span className="count">{count}</span>}
        </h2>
        {taken && may('exports:take') && (
          <button
            type="button"
            className="icon-button"
            title={t('exports.button')}
            aria-label={t('exports.button')}
            onClick={() => askForExport(taken)}
          >
            <Icon name="export" />
          </button>
        )}
        <button
          type="button"
          className="icon-button"
          title={t('shell.closePanel')}
          aria-label={t('shell.closePanel')}
          onClick={onClose}
        >
          <Icon name="close-panel" />
        </button>
      </header>
      {head}
      {children}
      {foot && <footer className="panel-foot">{foot}</footer>}
    </section>
  );
}

/** A phone's sheet is drawn to full height or back to half by its handle. */
export function SheetHandle({ tall, onToggle }: { tall: boolean; onToggle: () => void }) {
  const { t } = useWords();
  if (!useIsPhone()) return null;
  const label = tall ? t('shell.lower') : t('shell.raise');
  return (
    <button type="button" className="sheet-handle" aria-label={label} aria-expanded={tall} onClick={onToggle}>
      <i />
    </button>
  );
}

/** Which keys walk through the list; not where there are none. */
export function KeyHints() {
  const { t } = useWords();
  if (useIsPhone()) return null;
  return (
    <span className="key-hints">
      <kbd>J</kbd>
      <kbd>K</kbd> {t('shell.list.keys')} <kbd>↵</kbd> {t('shell.list.keysOpen')}
    </span>
  );
}
