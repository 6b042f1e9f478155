// Chooses the incident that this one repeats: the nearest in place and time first, and why.
import { useId, useMemo, useState, type FormEvent } from 'react';
import type { IncidentDetail } from '#contract/incidents';
import { useIsCurrent } from '../platform/line-state.ts';
import { Dialog } from '../ui/dialog.tsx';
import { formatAge, formatDistance } from '../ui/formats.ts';
import { useWords } from '../ui/language.ts';
import { LevelBadge } from '../ui/level-badge.tsx';
import { showToast } from '../ui/toasts.tsx';
import { ActFailure } from './act-failure.tsx';
import { candidatesFor, type Candidate } from './nearness.ts';
import { useAct } from './use-act.ts';
import { useOpenIncidents } from './use-incidents.ts';

/** More than anybody reads through; typing narrows them. */
const AT_MOST = 20;

export function DuplicateDialog({ incident, onClose }: { incident: IncidentDetail; onClose: () => void }) {
  const { t } = useWords();
  const current = useIsCurrent();
  const field = useId();
  const others = useOpenIncidents();
  const [words, setWords] = useState('');
  const [of, setOf] = useState<string>();
  const candidates = useMemo(() => candidatesFor(incident, others, words).slice(0, AT_MOST), [incident, others, words]);
  const chosen = candidates.find((candidate) => candidate.incident.id === of)?.incident;
  const { mutate, error, isPending } = useAct(incident, () => {
    showToast({ text: t('incidents.do.done', { act: t('incidents.do.duplicateSend') }) });
    onClose();
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (chosen)
      mutate({ method: 'POST', noun: 'duplicate-mark', body: { revision: incident.revision, of: chosen.id } });
  };
  return (
    <Dialog title={t('incidents.do.duplicateTitle')} onClose={onClose}>
      <form className="dialog-form" onSubmit={send}>
        <p className="dialog-subject">
          {incident.number} · {incident.title}
        </p>
        <label htmlFor={field}>{t('incidents.do.duplicateSearch')}</label>
        <input id={field} type="search" value={words} onChange={({ target }) => setWords(target.value)} />
        <Candidates candidates={candidates} of={of} onChoose={setOf} />
        <p className="hint">{t('incidents.do.duplicateWhy')}</p>
        <ActFailure error={error} incident={incident} />
        {!current && <p className="act-reason">{t('shell.line.cutAct')}</p>}
        <div className="dialog-acts">
          <button type="button" className="button" onClick={onClose}>
            {t('shell.cancel')}
          </button>
          <button type="submit" className="button is-primary" disabled={!current || isPending || !chosen}>
            {t('incidents.do.duplicateSend')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

interface CandidatesProps {
  candidates: readonly Candidate[];
  of: string | undefined;
  onChoose: (id: string) => void;
}

function Candidates({ candidates, of, onChoose }: CandidatesProps) {
  const { t, language } = useWords();
  if (candidates.length === 0) return <p className="note-block">{t('incidents.do.duplicateNone')}</p>;
  return (
    <div className="choices" role="radiogroup" aria-label={t('incidents.title')}>
      {candidates.map(({ incident: { id, level, title, number }, distanceM, apartMs }) => (
        <label key={id} className="choice">
          <input type="radio" name="of" checked={of === id} onChange={() => onChoose(id)} />
          <LevelBadge level={level} size={20} />
          <span>
            <b>{title}</b>
            <small>
              {number} ·{' '}
              {t('incidents.do.duplicateNear', {
                distance: formatDistance(distanceM, language),
                age: formatAge(apartMs, language),
              })}
            </small>
          </span>
        </label>
      ))}
    </div>
  );
}
