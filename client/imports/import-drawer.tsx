// One import from the file to what became of it: look, match, check, write, take back.
import type { Import, LayerFields } from '#contract/imports';
import { AbsentDrawer } from '../ui/absent-drawer.tsx';
import type { DrawerProps } from '../ui/capability.ts';
import { Drawer } from '../ui/drawer.tsx';
import { formatNumber } from '../ui/formats.ts';
import { Icon } from '../ui/icons.tsx';
import { ImportFile } from './import-file.tsx';
import { ImportForm } from './import-form.tsx';
import { ImportOutcome } from './import-outcome.tsx';
import { ImportProgress } from './import-progress.tsx';
import './imports.css';
import { useSentences } from './sentences.ts';
import { useDraft } from './use-draft.ts';
import { isMoving, useImport, useLayerFields } from './use-imports.ts';

export function ImportDrawer({ id, onClose }: DrawerProps) {
  const { t, language } = useSentences();
  const { data, error, refetch } = useImport(id);
  const layers = useLayerFields();
  const fields = layers.data?.find(({ layer }) => layer === data?.layer);
  if (!data || !fields) {
    const again = () => void Promise.all([refetch(), layers.refetch()]);
    return (
      <AbsentDrawer
        what={t('imports.one')}
        error={error ?? layers.error ?? undefined}
        onRetry={again}
        onClose={onClose}
      />
    );
  }
  const kb = formatNumber(Math.max(1, Math.round(data.bytes / 1024)), language);
  return (
    <Drawer
      label={t('imports.label', { name: data.fileName })}
      code={t('imports.into', { layer: t(`imports.layers.${data.layer}`) })}
      marker={<Icon name="imports" size={28} />}
      title={data.fileName}
      subtitle={`${t(`imports.formats.${data.inspection.format}`)} · ${kb} KB · ${t(`imports.states.${data.state}`)}`}
      onClose={onClose}
    >
      <div className="import-body">
        <Steps found={data} fields={fields} onClose={onClose} />
      </div>
    </Drawer>
  );
}

/** Nothing but the step that it stands at; what was chosen can be changed until it is written. */
function Steps({ found, fields, onClose }: { found: Import; fields: LayerFields; onClose: () => void }) {
  const { t, told } = useSentences();
  const draft = useDraft(found);
  if (isMoving(found)) return <ImportProgress found={found} />;
  const written = found.state === 'done' || found.state === 'undone';
  const open = !written && found.fileKept;
  return (
    <>
      {found.failure && (
        <p className="act-failure" role="alert">
          {told(found.failure.reason)}
        </p>
      )}
      {found.sameAs && !written && <p className="import-note">{t('imports.same')}</p>}
      {(written || found.state === 'checked') && (
        <ImportOutcome found={found} fields={fields} asChecked={draft.asChecked} />
      )}
      {open && <ImportFile found={found} />}
      {open && (
        <ImportForm
          key={JSON.stringify(found.inspection.reading)}
          found={found}
          fields={fields}
          draft={draft}
          onClose={onClose}
        />
      )}
      {!open && !written && <p className="import-note">{t('imports.gone')}</p>}
    </>
  );
}

/** An import is no thing on the map. */
export const useImportThing = () => undefined;
