import { useEffect, useState } from 'react';
import type { Import, ImportLayer } from '#contract/imports';
import { useNow } from '../platform/clock.ts';
import { useSelection } from '../platform/url.tsx';
import type { PanelProps } from '../ui/capability.ts';
import { formatMoment, formatNumber } from '../ui/formats.ts';
import { useWords } from '../ui/language.ts';
import { ListPanel } from '../ui/panel.tsx';
import { EmptyNote, FailureNote, RowOutlines } from '../ui/states.tsx';
import { FileDrop } from './file-drop.tsx';
import './imports.css';
import { useImports } from './use-imports.ts';
import { useUpload } from './use-upload.ts';

/** Brings files in and lists what was brought before. */
export function ImportsPanel({ onClose }: PanelProps) {
  const { t } = useWords();
  const [layer, setLayer] = useState<ImportLayer>('hazards');
  const { selection, select } = useSelection();
  const { items, error, confirmedAt, retry } = useImports();
  useEffect(() => {
    useUpload.setState({ watched: true });
    return () => useUpload.setState({ watched: false });
  }, []);
  const chosen = selection?.kind === 'imports' ? selection.id : undefined;
  return (
    <ListPanel
      title={t('imports.title')}
      busy={!items && !error}
      onClose={onClose}
      head={<FileDrop layer={layer} onLayer={setLayer} />}
    >
      <h3 className="import-before">{t('imports.earlier')}</h3>
      {error && (
        <FailureNote
          error={error}
          what={t('imports.earlier')}
          keptFrom={items ? confirmedAt : undefined}
          onRetry={retry}
        />
      )}
      {!items && !error && <RowOutlines count={4} />}
      {items?.length === 0 && <EmptyNote>{t('imports.none')}</EmptyNote>}
      <ul className="import-list">
        {items?.map((item) => (
          <li key={item.id}>
            <EarlierImport
              item={item}
              chosen={item.id === chosen}
              onOpen={() => select({ kind: 'imports', id: item.id })}
            />
          </li>
        ))}
      </ul>
    </ListPanel>
  );
}

function EarlierImport({ item, chosen, onOpen }: { item: Import; chosen: boolean; onOpen: () => void }) {
  const { t, language } = useWords();
  const now = useNow();
  const { fileName, layer, state, counts, createdAt } = item;
  const written = counts && ['done', 'undone', 'undoing'].includes(state);
  const n = (value: number) => formatNumber(value, language);
  return (
    <button type="button" className="import-row" aria-current={chosen} onClick={onOpen}>
      <strong>{fileName}</strong>
      <span>
        {t(`imports.layers.${layer}`)} · {t(`imports.states.${state}`)} ·{' '}
        {formatMoment(Date.parse(createdAt), now, language)}
      </span>
      {written && <span>{t('imports.wrote', { added: n(counts.added), changed: n(counts.changed) })}</span>}
    </button>
  );
}
