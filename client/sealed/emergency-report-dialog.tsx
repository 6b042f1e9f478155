// What was done under an emergency access, for the screen and for paper.
import type { EmergencyReport } from '#contract/sealed';
import { Dialog } from '../ui/dialog.tsx';
import { FactList } from '../ui/drawer.tsx';
import { formatDate, formatTimeWithSeconds } from '../ui/formats.ts';
import { useWords } from '../ui/language.ts';
import { FailureNote, RowOutlines } from '../ui/states.tsx';
import { useEmergencyReport } from './use-sealed.ts';

export function EmergencyReportDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useWords();
  const { data, error, refetch } = useEmergencyReport(id);
  const number = data?.emergency.incidentNumber ?? '';
  return (
    <Dialog title={t('sealed.emergency.reportTitle', { number })} onClose={onClose} className="sealed-report">
      {error && !data && (
        <FailureNote error={error} what={t('sealed.emergency.report')} onRetry={() => void refetch()} />
      )}
      {!data && !error && <RowOutlines count={4} />}
      {data && (
        <div className="dialog-form">
          <Facts report={data} />
          <Lines report={data} />
          <div className="dialog-acts">
            <button type="button" className="button is-primary" onClick={() => window.print()}>
              {t('sealed.emergency.print')}
            </button>
          </div>
        </div>
      )}
    </Dialog>
  );
}

/** An instant of a document: always with its day. */
function useStamp(): (at: string | null) => string {
  const { language } = useWords();
  return (at) => (at === null ? '—' : `${formatDate(at, language)} ${formatTimeWithSeconds(at)}`);
}

function Facts({ report: { emergency } }: { report: EmergencyReport }) {
  const { t } = useWords();
  const stamp = useStamp();
  const { askedBy, decidedBy, decidedAt, endedAt, endedWhy, areas, state, reason } = emergency;
  const end = endedWhy === null ? t(`sealed.emergency.states.${state}`) : t(`sealed.emergency.ends.${endedWhy}`);
  return (
    <FactList
      facts={[
        { name: t('sealed.emergency.reason'), value: reason },
        { name: t('sealed.emergency.by'), value: askedBy ?? t('sealed.emergency.somebody') },
        { name: t('sealed.emergency.decider'), value: decidedBy ?? t('sealed.emergency.somebody') },
        { name: t('sealed.emergency.areas'), value: areas.join(t('shell.comma')) },
        { name: t('sealed.emergency.from'), value: stamp(decidedAt) },
        { name: t('sealed.emergency.to'), value: `${stamp(endedAt)} · ${end}` },
      ]}
    />
  );
}

function Lines({ report: { deeds, elsewhere, openings } }: { report: EmergencyReport }) {
  const { t } = useWords();
  const stamp = useStamp();
  return (
    <>
      <h3>{t('sealed.emergency.openings')}</h3>
      {openings.length === 0 && <p className="hint">{t('sealed.emergency.noOpenings')}</p>}
      <ul className="plain">
        {openings.map(({ id, at, reason }) => (
          <li key={id}>
            {stamp(at)} · {t('sealed.reporter.title')} · {reason}
          </li>
        ))}
      </ul>
      <h3>{t('sealed.emergency.deeds')}</h3>
      {deeds.length === 0 && elsewhere === 0 && <p className="hint">{t('sealed.emergency.noDeeds')}</p>}
      <ul className="plain">
        {deeds.map(({ no, at, act, object }) => (
          <li key={no}>
            {stamp(at)} · <code>{act}</code> · <code>{object}</code>
          </li>
        ))}
      </ul>
      {elsewhere > 0 && <p className="hint">{t('sealed.emergency.elsewhere', { count: elsewhere })}</p>}
    </>
  );
}
