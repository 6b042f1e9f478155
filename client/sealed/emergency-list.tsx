// Emergency accesses of one's areas, with the report of each.
import './sealed.css';
import { useState } from 'react';
import type { Emergency } from '#contract/sealed';
import { useNow } from '../platform/clock.ts';
import { formatMoment } from '../ui/formats.ts';
import { columnNames } from '../ui/column-names.ts';
import { useWords } from '../ui/language.ts';
import { EmptyNote, FailureNote, RowOutlines } from '../ui/states.tsx';
import { EmergencyReportDialog } from './emergency-report-dialog.tsx';
import { useEmergencies } from './use-sealed.ts';

export function EmergencyList() {
  const { t } = useWords();
  const { data, error, refetch } = useEmergencies();
  const [shown, setShown] = useState<string>();
  const headings = [
    t('sealed.report.at'),
    t('sealed.report.object'),
    ...(['by', 'decider', 'areas', 'state'] as const).map((name) => t(`sealed.emergency.${name}`)),
  ];
  if (error && !data)
    return <FailureNote error={error} what={t('sealed.emergency.what')} onRetry={() => void refetch()} />;
  if (!data) return <RowOutlines count={3} />;
  if (data.length === 0) return <EmptyNote>{t('sealed.emergency.none')}</EmptyNote>;
  return (
    <>
      <div className="admin-table-room" role="region" aria-label={t('sealed.emergency.list')} tabIndex={0}>
        <table className="admin-table is-cards" style={columnNames(headings)}>
          <thead>
            <tr>
              {headings.map((heading) => (
                <th key={heading} scope="col">
                  {heading}
                </th>
              ))}
              <th scope="col" className="is-acts">
                {t('admin.acts')}
              </th>
            </tr>
          </thead>
          <tbody>
            {data.map((emergency) => (
              <Row key={emergency.id} emergency={emergency} onReport={() => setShown(emergency.id)} />
            ))}
          </tbody>
        </table>
      </div>
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
      <th scope="row">{formatMoment(askedAt, now, language)}</th>
      <td>{incidentNumber}</td>
      <td>{askedBy ?? t('sealed.emergency.somebody')}</td>
      <td>{decidedBy ?? '—'}</td>
      <td>{areas.join(t('shell.comma'))}</td>
      <td>
        {t(`sealed.emergency.states.${state}`)}
        {endedWhy !== null && <small>{t(`sealed.emergency.ends.${endedWhy}`)}</small>}
      </td>
      <td>
        <div className="admin-acts">
          {(state === 'open' || state === 'over') && (
            <button type="button" className="link-button" onClick={onReport}>
              {t('sealed.emergency.report')}
              <span className="only-heard"> {incidentNumber}</span>
            </button>
          )}
        </div>
      </td>
    </tr>
  );
}
