// Corrects where an incident is: the place is clicked on the map, so the form stays beside it and covers nothing.
import { useCallback, useEffect, useId, useState, type FormEvent } from 'react';
import type { Incident, IncidentDetail } from '#contract/incidents';
import { useIsCurrent } from '../platform/line-state.ts';
import { askForPoint } from '../platform/map-requests.ts';
import { formatDegrees } from '../ui/formats.ts';
import { useWords } from '../ui/language.ts';
import { showToast } from '../ui/toasts.tsx';
import { useDraft } from '../ui/use-draft.ts';
import { ActFailure } from './act-failure.tsx';
import { useAct } from './use-act.ts';

export function RelocateForm({ incident, onClose }: { incident: IncidentDetail; onClose: () => void }) {
  const { t } = useWords();
  const field = useId();
  const current = useIsCurrent();
  const [point, setPoint] = usePointFromMap();
  const [address, setAddress, forget] = useDraft(`relocate ${incident.id}`);
  const { mutate, error, isPending } = useAct(incident, () => {
    forget();
    showToast({ text: t('incidents.do.done', { act: t('incidents.do.relocateSend') }) });
    onClose();
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    const said = address.trim();
    const body = { revision: incident.revision, point, ...(said !== '' && { address: said }) };
    if (point) mutate({ method: 'PUT', noun: 'location', body });
  };
  return (
    <form className="inline-form" onSubmit={send} aria-label={t('incidents.do.relocateTitle')}>
      <p role="status" className={point ? undefined : 'is-asking'}>
        {point ? <NewPlace point={point} onAgain={() => setPoint(undefined)} /> : t('incidents.do.relocatePick')}
      </p>
      <label htmlFor={field}>{t('incidents.do.relocateAddress')}</label>
      <input
        id={field}
        type="text"
        maxLength={200}
        value={address}
        onChange={({ target }) => setAddress(target.value)}
      />
      <ActFailure error={error} incident={incident} />
      {!current && <p className="act-reason">{t('shell.line.cutAct')}</p>}
      <div className="acts">
        <button type="submit" className="button is-primary" disabled={!current || isPending || !point}>
          {t('incidents.do.relocateSend')}
        </button>
        <button type="button" className="button" onClick={onClose}>
          {t('shell.cancel')}
        </button>
      </div>
    </form>
  );
}

/** Waits for a click on the map while no point is set. */
function usePointFromMap() {
  const [point, setPoint] = useState<Incident['point']>();
  const ask = useCallback(() => askForPoint(setPoint), []);
  useEffect(() => (point ? undefined : ask()), [point, ask]);
  return [point, setPoint] as const;
}

function NewPlace({ point: [lon, lat], onAgain }: { point: Incident['point']; onAgain: () => void }) {
  const { t } = useWords();
  return (
    <>
      {t('incidents.do.relocateAt')}:{' '}
      {t('shell.fact.coordinatesValue', { lon: formatDegrees(lon), lat: formatDegrees(lat) })}{' '}
      <button type="button" className="link-button" onClick={onAgain}>
        {t('incidents.do.relocateAgain')}
      </button>
    </>
  );
}
