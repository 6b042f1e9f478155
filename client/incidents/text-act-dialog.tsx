// Acts that need words: a note, and the outcome with which an incident is closed.
import { useId, type FormEvent } from 'react';
import type { IncidentDetail } from '#contract/incidents';
import { useIsCurrent } from '../platform/line-state.ts';
import { Dialog } from '../ui/dialog.tsx';
import { useWords } from '../ui/language.ts';
import { showToast } from '../ui/toasts.tsx';
import { useDraft } from '../ui/use-draft.ts';
import { ActFailure } from './act-failure.tsx';
import { PhotoChoice } from './photo-choice.tsx';
import { useAct } from './use-act.ts';
import { usePhotos } from './use-photos.ts';

const AT_MOST = 2000;

interface Props {
  act: 'note' | 'close';
  incident: IncidentDetail;
  onClose: () => void;
}

/** What was typed outlives a refusal, a cut and a closed dialog; only success clears it. */
export function TextActDialog({ act, incident, onClose }: Props) {
  const { t } = useWords();
  const field = useId();
  const current = useIsCurrent();
  const [text, setText, forget] = useDraft(`${act} ${incident.id}`);
  const photos = usePhotos(incident);
  const { mutate, error, isPending } = useAct(incident, () => {
    forget();
    showToast({ text: t('incidents.do.done', { act: t(`incidents.do.${act}Send`) }) });
    onClose();
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    const said = text.trim();
    if (said === '') return;
    const closing = { noun: 'closure', body: { revision: incident.revision, text: said } };
    const noting = { noun: 'notes', body: { text: said, photos: photos.ids } };
    mutate({ method: 'POST', ...(act === 'close' ? closing : noting) });
  };
  return (
    <Dialog title={t(`incidents.do.${act}Title`)} onClose={onClose}>
      <form className="dialog-form" onSubmit={send}>
        <p className="dialog-subject">
          {incident.number} · {incident.title}
        </p>
        <label htmlFor={field}>{t(`incidents.do.${act}Text`)}</label>
        <textarea
          id={field}
          rows={5}
          required
          maxLength={AT_MOST}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        {act === 'note' && <PhotoChoice photos={photos} />}
        {act === 'close' && <p className="hint">{t('incidents.do.closeWhy')}</p>}
        <ActFailure error={error} incident={incident} />
        {!current && <p className="act-reason">{t('shell.line.cutAct')}</p>}
        <div className="dialog-acts">
          <button type="button" className="button" onClick={onClose}>
            {t('shell.cancel')}
          </button>
          <button
            type="submit"
            className="button is-primary"
            disabled={!current || isPending || photos.isSending || text.trim() === ''}
          >
            {t(`incidents.do.${act}Send`)}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
