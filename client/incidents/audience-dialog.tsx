// For whom an incident is: the departments that alone may know of it, and the neighbours that see it too.
import './audience.css';
import { useId, useState, type FormEvent } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { Division } from '#contract/grids';
import type { Department } from '#contract/identity/administration';
import type { IncidentDetail } from '#contract/incidents';
import { getJson } from '../platform/http.ts';
import { useIsCurrent } from '../platform/line-state.ts';
import { useMay } from '../platform/session.ts';
import { Dialog } from '../ui/dialog.tsx';
import { useWords } from '../ui/language.ts';
import { showToast } from '../ui/toasts.tsx';
import { ActFailure } from './act-failure.tsx';
import { useAct } from './use-act.ts';

interface Props {
  incident: IncidentDetail;
  onClose: () => void;
}

export function AudienceDialog({ incident, onClose }: Props) {
  const { t } = useWords();
  const may = useMay();
  const current = useIsCurrent();
  return (
    <Dialog title={t('incidents.audience.title')} onClose={onClose}>
      <div className="dialog-form">
        <p className="dialog-subject">
          {incident.number} · {incident.title}
        </p>
        {!current && <p className="act-reason">{t('shell.line.cutAct')}</p>}
        {may('incidents:limit') && (
          <LimitForm key={incident.departments.join()} incident={incident} disabled={!current} />
        )}
        {may('incidents:share') && <ShareForm incident={incident} disabled={!current} />}
        <div className="dialog-acts">
          <button type="button" className="button" onClick={onClose}>
            {t('shell.close')}
          </button>
        </div>
      </div>
    </Dialog>
  );
}

interface FormProps {
  incident: IncidentDetail;
  disabled: boolean;
}

/** None chosen means that all of its area may know of it. */
function LimitForm({ incident, disabled }: FormProps) {
  const { t, language } = useWords();
  const [chosen, setChosen] = useState<readonly string[]>(incident.departments);
  const { data = [] } = useQuery({
    queryKey: ['identity', 'departments'],
    queryFn: ({ signal }) => getJson<Department[]>('/api/identity/departments', signal),
    staleTime: 5 * 60_000,
  });
  const { mutate, error, isPending } = useAct(incident, () =>
    showToast({ text: t('incidents.do.done', { act: t('incidents.audience.limit') }) }),
  );
  const toggle = (code: string) =>
    setChosen(chosen.includes(code) ? chosen.filter((one) => one !== code) : [...chosen, code]);
  const send = (event: FormEvent) => {
    event.preventDefault();
    mutate({ method: 'PUT', noun: 'departments', body: { revision: incident.revision, departments: chosen } });
  };
  const offered = data.filter(({ code, closedAt }) => closedAt === null || chosen.includes(code));
  return (
    <form className="audience-part" onSubmit={send}>
      <fieldset className="audience-departments">
        <legend>{t('incidents.audience.who')}</legend>
        {offered.map(({ code, name, nameEn }) => (
          <label key={code}>
            <input type="checkbox" checked={chosen.includes(code)} onChange={() => toggle(code)} />{' '}
            {language === 'en' && nameEn !== '' ? nameEn : name}
          </label>
        ))}
      </fieldset>
      <p className="hint">{t(chosen.length === 0 ? 'incidents.audience.everybody' : 'incidents.audience.onlyThese')}</p>
      <ActFailure error={error} incident={incident} />
      <div className="acts">
        <button type="submit" className="button is-primary" disabled={disabled || isPending}>
          {t('incidents.audience.limit')}
        </button>
      </div>
    </form>
  );
}

/** Levels above see what lies below; sharing is for the neighbours. */
function ShareForm({ incident, disabled }: FormProps) {
  const { t } = useWords();
  const place = useId();
  const why = useId();
  const [path, setPath] = useState('');
  const [reason, setReason] = useState('');
  const { data = [] } = useQuery({
    queryKey: ['grids', 'counties'],
    queryFn: ({ signal }) => getJson<Division[]>('/api/grids/divisions?level=county', signal),
    staleTime: 5 * 60_000,
  });
  const { mutate, error, isPending } = useAct(incident, () => {
    showToast({ text: t('incidents.do.done', { act: t('incidents.audience.share') }) });
    setPath('');
    setReason('');
  });
  const shared = new Set(incident.sharing.map((line) => line.path));
  const neighbours = data.filter((one) => !incident.divisionPath.startsWith(one.path) && !shared.has(one.path));
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (path !== '' && reason.trim() !== '')
      mutate({ method: 'POST', noun: 'sharing', body: { path, reason: reason.trim() } });
  };
  return (
    <form className="audience-part" onSubmit={send}>
      <h3>{t('incidents.audience.shared')}</h3>
      <Shared incident={incident} disabled={disabled} />
      <label htmlFor={place}>{t('incidents.audience.with')}</label>
      <select id={place} required value={path} onChange={({ target }) => setPath(target.value)}>
        <option value="">{t('incidents.audience.choose')}</option>
        {neighbours.map((one) => (
          <option key={one.path} value={one.path}>
            {one.name}
          </option>
        ))}
      </select>
      <label htmlFor={why}>{t('incidents.audience.reason')}</label>
      <input
        id={why}
        type="text"
        required
        maxLength={500}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
      />
      <ActFailure error={error} incident={incident} />
      <div className="acts">
        <button
          type="submit"
          className="button is-primary"
          disabled={disabled || isPending || path === '' || reason.trim() === ''}
        >
          {t('incidents.audience.share')}
        </button>
      </div>
    </form>
  );
}

function Shared({ incident, disabled }: FormProps) {
  const { t } = useWords();
  const { mutate, error, isPending } = useAct(incident, () =>
    showToast({ text: t('incidents.do.done', { act: t('incidents.audience.unshare') }) }),
  );
  if (incident.sharing.length === 0) return <p className="hint">{t('incidents.audience.nobodyElse')}</p>;
  return (
    <>
      <ul className="plain">
        {incident.sharing.map(({ path, name, reason }) => (
          <li key={path}>
            {name} <small>{reason}</small>{' '}
            <button
              type="button"
              className="link-button"
              disabled={disabled || isPending}
              onClick={() => mutate({ method: 'DELETE', noun: `sharing/${path}`, body: undefined })}
            >
              {t('incidents.audience.unshare')}
              <span className="only-heard"> {name}</span>
            </button>
          </li>
        ))}
      </ul>
      <ActFailure error={error} incident={incident} />
    </>
  );
}
