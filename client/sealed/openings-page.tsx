// For the security and the audit administrator: who opened contacts in a month, and the emergency accesses.
import './sealed.css';
import { useId, useState } from 'react';
import type { OpeningReport } from '#contract/sealed';
import { serverNow, useNow } from '../platform/clock.ts';
import { useMay } from '../platform/session.ts';
import { formatMoment } from '../ui/formats.ts';
import { columnNames } from '../ui/column-names.ts';
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
    <section className="admin-page">
      <header className="admin-page-head">
        <h2>{t('sealed.report.title')}</h2>
      </header>
      <p className="admin-hint">{t('sealed.report.why')}</p>
      <p className="admin-filters">
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
          <h3>{t('sealed.emergency.list')}</h3>
          <EmergencyList />
        </>
      )}
    </section>
  );
}

function Openings({ report: { byPurpose, openings } }: { report: OpeningReport }) {
  const { t, language } = useWords();
  const now = useNow();
  const headings = (['at', 'who', 'purpose', 'reason', 'object'] as const).map((name) => t(`sealed.report.${name}`));
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
      <div className="admin-table-room" role="region" aria-label={t('sealed.report.title')} tabIndex={0}>
        <table className="admin-table is-cards" style={columnNames(headings)}>
          <thead>
            <tr>
              {headings.map((heading) => (
                <th key={heading} scope="col">
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {openings.map(({ id, at, openedBy, role, purpose, reason, object }) => (
              <tr key={id}>
                <th scope="row">{formatMoment(at, now, language)}</th>
                <td>
                  {openedBy ?? t('sealed.emergency.somebody')} {role && <small>{t(`identity.roles.${role}`)}</small>}
                </td>
                <td>{t(`sealed.purposes.${purpose}`)}</td>
                <td>{reason}</td>
                <td>
                  <code className="admin-code">{object}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
