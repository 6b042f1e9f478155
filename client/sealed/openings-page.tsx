// For the security and the audit administrator: who opened contacts in a month, and the emergency accesses.
import './sealed.css';
import { useId, useState } from 'react';
import type { OpeningReport } from '#contract/sealed';
import { serverNow, useNow } from '../platform/clock.ts';
import { useMay } from '../platform/session.ts';
import { formatMoment } from '../ui/formats.ts';
import { useWords } from '../ui/language.ts';
import { EmptyNote, FailureNote, RowOutlines } from '../ui/states.tsx';
import { EmergencyList } from './emergency-list.tsx';
import { useOpeningReport } from './use-sealed.ts';

const MONTHS = 36; // as long as the audit is kept, unless it was configured otherwise

/** The latest months of the city's own time zone, the present one first: 2026-07. */
function monthsBack(now: number): string[] {
  const date = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit' });
  const [year = 0, month = 0] = date.format(now).split('-').map(Number);
  return Array.from({ length: MONTHS }, (_, back) =>
    new Date(Date.UTC(year, month - 1 - back)).toISOString().slice(0, 7),
  );
}

export function OpeningsPage() {
  const { t } = useWords();
  const may = useMay();
  const field = useId();
  const months = monthsBack(serverNow());
  const [month, setMonth] = useState(months[0]!);
  const { data, error, refetch } = useOpeningReport(month);
  return (
    <section className="sealed-page">
      <h2>{t('sealed.report.title')}</h2>
      <p className="hint">{t('sealed.report.why')}</p>
      <p className="sealed-month">
        <label htmlFor={field}>{t('sealed.report.month')}</label>
        <select id={field} value={month} onChange={({ target }) => setMonth(target.value)}>
          {months.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </p>
      {error && !data && <FailureNote error={error} what={t('sealed.report.what')} onRetry={() => void refetch()} />}
      {!data && !error && <RowOutlines count={4} />}
      {data && <Openings report={data} />}
      {may('sealed:follow-emergencies') && (
        <>
          <h2>{t('sealed.emergency.list')}</h2>
          <EmergencyList />
        </>
      )}
    </section>
  );
}

function Openings({ report: { byPurpose, openings } }: { report: OpeningReport }) {
  const { t, language } = useWords();
  const now = useNow();
  if (openings.length === 0) return <EmptyNote>{t('sealed.report.none')}</EmptyNote>;
  return (
    <>
      <ul className="sealed-counts">
        {byPurpose.map(({ purpose, openings: count, people }) => (
          <li key={purpose}>
            <b>{t(`sealed.purposes.${purpose}`)}</b> {t('sealed.report.count', { openings: count, people })}
          </li>
        ))}
      </ul>
      <table className="sealed-table">
        <thead>
          <tr>
            <th>{t('sealed.report.at')}</th>
            <th>{t('sealed.report.who')}</th>
            <th>{t('sealed.report.purpose')}</th>
            <th>{t('sealed.report.reason')}</th>
            <th>{t('sealed.report.object')}</th>
          </tr>
        </thead>
        <tbody>
          {openings.map(({ id, at, openedBy, role, purpose, reason, object }) => (
            <tr key={id}>
              <td>{formatMoment(at, now, language)}</td>
              <td>
                {openedBy ?? t('sealed.emergency.somebody')} {role && <small>{t(`identity.roles.${role}`)}</small>}
              </td>
              <td>{t(`sealed.purposes.${purpose}`)}</td>
              <td>{reason}</td>
              <td>
                <code>{object}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
