// Where the rows lie and which column is which, with the map moving at once; then: check every row.
import type { Import, ImportMapping, LayerFields } from '#contract/imports';
import { sendJson } from '../platform/http.ts';
import { DrawerSection } from '../ui/drawer.tsx';
import { formatNumber } from '../ui/formats.ts';
import { problemText } from '../ui/problem-text.ts';
import { useSettled } from '../ui/use-settled.ts';
import { ColumnChoices } from './column-choices.tsx';
import { CrsChoice } from './crs-choice.tsx';
import { useShownOnMap } from './preview-store.ts';
import { useSentences } from './sentences.ts';
import { useAct } from './use-act.ts';
import { forgetDraft, type Draft } from './use-draft.ts';
import { usePlacesAt } from './use-imports.ts';

const REST_MS = 250;

interface Props {
  found: Import;
  fields: LayerFields;
  draft: Draft;
  onClose: () => void;
}

export function ImportForm({ found, fields, draft, onClose }: Props) {
  const { t } = useSentences();
  const { inspection, id } = found;
  const { order, asChecked, change } = draft;
  const { mapping, crs, approximate } = order;
  const act = useAct();
  const check = () => sendJson('POST', `/api/imports/${id}/check`, order);
  const remove = async () => {
    await sendJson('DELETE', `/api/imports/${id}`, undefined);
    forgetDraft(id);
    onClose();
  };
  return (
    <>
      {fields.geometry !== 'none' && (
        <DrawerSection title={t('imports.place')}>
          {!asChecked && <PlaceOnMap found={found} mapping={mapping} crs={crs} />}
          <CrsChoice inspection={inspection} mapping={mapping} crs={crs} onChange={change} />
          <label className="import-check">
            <input
              type="checkbox"
              checked={approximate}
              onChange={({ target }) => change({ approximate: target.checked })}
            />
            {t('imports.approximate')}
          </label>
        </DrawerSection>
      )}
      <ColumnChoices
        inspection={inspection}
        fields={fields}
        mapping={mapping}
        onMapping={(next) => change({ mapping: next })}
      />
      <div className="import-acts">
        <button type="button" className="button is-primary" disabled={act.busy} onClick={() => act.run(check)}>
          {t(found.state === 'checked' ? 'imports.checkAgain' : 'imports.check')}
        </button>
        <button type="button" className="button" disabled={act.busy} onClick={() => act.run(remove)}>
          {t('imports.remove')}
        </button>
      </div>
      {act.error && (
        <p className="act-failure" role="alert">
          {problemText(act.error, t)}
        </p>
      )}
    </>
  );
}

/** The first rows on the map, before anything is checked or written. */
function PlaceOnMap({ found, mapping, crs }: { found: Import; mapping: ImportMapping; crs: string }) {
  const { t, language } = useSentences();
  const order = useSettled(JSON.stringify({ mapping, crs }), REST_MS);
  const { data, error } = usePlacesAt(found.id, JSON.parse(order) as { mapping: ImportMapping; crs: string });
  useShownOnMap('sample', data);
  if (error) return <p role="alert">{problemText(error, t)}</p>;
  if (!data) return null;
  const shown = formatNumber(data.features.length, language);
  const total = formatNumber(data.total, language);
  return (
    <p className="import-note" role="status">
      {t('imports.onMap', { shown, total })}
    </p>
  );
}
