// Emergency accesses of one's areas, with the report of each.
import './sealed.css';
import { useState } from 'react';
import type { Emergency } from '#contract/sealed';
import { useNow } from '../platform/clock.ts';
import { formatMoment } from '../ui/formats.ts';
import { useWords } from '../ui/language.ts';
import { EmptyNote, FailureNote, RowOutlines } from '../ui/states.tsx';
import { EmergencyReportDialog } from './emergency-report-dialog.tsx';
import { useEmergencies } from './use-sealed.ts';

export function EmergencyList() {
  const { t } = useWords();
  const { data, error, refetch } = useEmergencies();
  const [shown, setShown] = useState<string>();
  if (error && !data)
    return <FailureNote error={error} what={t('sealed.emergency.what')} onRetry={() => void refetch()} />;
  if (!data) return <RowOutlines count={3} />;
  if (data.length === 0) return <EmptyNote>{t('sealed.emergency.none')}</EmptyNote>;
  return (
    <>
      <table className="sealed-table">
        <thead>
          <tr>
            <th>{t('sealed.report.at')}</th>
            <th>{t('sealed.report.object')}</th>
            <th>{t('sealed.emergency.by')}</th>
            <th>{t('sealed.emergency.decider')}</th>
            <th>{t('sealed.emergency.areas')}</th>
            <th>{t('sealed.emergency.state')}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {data.map((emergency) => (
            <Row key={emergency.id} emergency={emergency} onReport={() => setShown(emergency.id)} />
          ))}
        </tbody>
      </table>
      {shown !== undefined && <EmergencyReportDialog id={shown} onClose={() => setShown(undefined)} />}
    </>
  );
}

function Row({ emergency, onReport }: { emergency: Emergency; onReport: () => void }) {
  const { t, language } = useWords();
  const now = useNow();
  const { askedAt, incidentNumber, askedBy, decidedBy, areas, state, endedWhy } = emergency;
  return (
    <tr>
      <td>{formatMoment(askedAt, now, language)}</td>
      <td>{incidentNumber}</td>
      <td>{askedBy ?? t('sealed.emergency.somebody')}</td>
      <td>{decidedBy ?? '—'}</td>
      <td>{areas.join(t('shell.comma'))}</td>
      <td>
        {t(`sealed.emergency.states.${state}`)}
        {endedWhy !== null && <small> · {t(`sealed.emergency.ends.${endedWhy}`)}</small>}
      </td>
      <td>
        {(state === 'open' || state === 'over') && (
          <button type="button" className="button" onClick={onReport}>
            {t('sealed.emergency.report')}
          </button>
        )}
      </td>
    </tr>
  );
}
