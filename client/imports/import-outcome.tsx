// What would become of the rows, or what became of them; writing it, and taking it back.
import { useState } from 'react';
import type { Import, LayerFields } from '#contract/imports';
import { sendJson } from '../platform/http.ts';
import { DrawerSection } from '../ui/drawer.tsx';
import { formatNumber } from '../ui/formats.ts';
import { problemText } from '../ui/problem-text.ts';
import { ImportRows } from './import-rows.tsx';
import { useShownOnMap } from './preview-store.ts';
import { useSentences } from './sentences.ts';
import { useAct } from './use-act.ts';
import { useCheckedPlaces } from './use-imports.ts';

const COUNTED = ['added', 'changed', 'unchanged', 'refused'] as const;

interface Props {
  found: Import;
  fields: LayerFields;
  /** What was checked is what is on the screen. */
  asChecked: boolean;
}

export function ImportOutcome({ found, fields, asChecked }: Props) {
  const { t, language } = useSentences();
  const { counts, state, id } = found;
  return (
    <DrawerSection title={t(state === 'checked' ? 'imports.wouldBe' : 'imports.became')}>
      {counts && (
        <dl className="import-counts">
          {COUNTED.map((name) => (
            <div key={name} className={`is-${name}`}>
              <dt>{t(`imports.verdicts.${name}`)}</dt>
              <dd>{formatNumber(counts[name], language)}</dd>
            </div>
          ))}
        </dl>
      )}
      {counts && counts.refused > 0 && (
        <a className="button" href={`/api/imports/${id}/refused.csv?language=${language}`} download>
          {t('imports.refusedFile')}
        </a>
      )}
      {state === 'undone' && counts && counts.kept > 0 && (
        <p className="import-note">{t('imports.kept', { count: counts.kept })}</p>
      )}
      {state === 'checked' ? <WriteAct found={found} asChecked={asChecked} /> : <UndoAct found={found} />}
      {state === 'checked' && <CheckedOnMap found={found} />}
      <ImportRows key={`${state} ${found.checkedAt}`} found={found} fields={fields} />
    </DrawerSection>
  );
}

function CheckedOnMap({ found }: { found: Import }) {
  const { data } = useCheckedPlaces(found);
  useShownOnMap('checked', data);
  return null;
}

/** All or nothing unless told otherwise; never what the screen does not show any more. */
function WriteAct({ found, asChecked }: Omit<Props, 'fields'>) {
  const { t, language } = useSentences();
  const [partial, setPartial] = useState(false);
  const act = useAct();
  const { refused = 0, added = 0, changed = 0 } = found.counts ?? {};
  const blocked = refused > 0 && !partial;
  const write = () => sendJson('POST', `/api/imports/${found.id}/run`, { partial });
  return (
    <>
      {refused > 0 && (
        <label className="import-check">
          <input type="checkbox" checked={partial} onChange={({ target }) => setPartial(target.checked)} />
          {t('imports.partial')}
        </label>
      )}
      {!asChecked && (
        <p className="import-note is-unsure" role="status">
          {t('imports.changedSince')}
        </p>
      )}
      {blocked && <p className="import-note">{t('imports.allOrNothing')}</p>}
      <button
        type="button"
        className="button is-primary"
        disabled={act.busy || !asChecked || blocked || added + changed === 0}
        onClick={() => act.run(write)}
      >
        {t('imports.write', { rows: formatNumber(added + changed, language) })}
      </button>
      {added + changed === 0 && <p className="import-note">{t('imports.nothingNew')}</p>}
      {act.error && <p role="alert">{problemText(act.error, t)}</p>}
    </>
  );
}

function UndoAct({ found }: { found: Import }) {
  const { t } = useSentences();
  const [sure, setSure] = useState(false);
  const act = useAct();
  if (!found.undoable) return null;
  const undo = () => sendJson('POST', `/api/imports/${found.id}/undo`, {});
  if (!sure) {
    return (
      <button type="button" className="button" onClick={() => setSure(true)}>
        {t('imports.undo')}
      </button>
    );
  }
  return (
    <div className="import-acts" role="group" aria-label={t('imports.undo')}>
      <p className="import-note">{t('imports.undoAsk')}</p>
      <button type="button" className="button is-primary" disabled={act.busy} onClick={() => act.run(undo)}>
        {t('imports.undoYes')}
      </button>
      <button type="button" className="button" disabled={act.busy} onClick={() => setSure(false)}>
        {t('imports.undoNo')}
      </button>
      {act.error && <p role="alert">{problemText(act.error, t)}</p>}
    </div>
  );
}
