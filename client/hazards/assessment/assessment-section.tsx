// How a hazard was assessed, in its drawer: what is in force with its working, and those before it.
import './assessment.css';
import { useState } from 'react';
import type { HazardDetail } from '#contract/hazards';
import type { Assessment } from '#contract/hazards/assessment';
import { useIsCurrent } from '../../platform/line-state.ts';
import { useMoment, useShownTime } from '../../platform/moment.ts';
import { useMay } from '../../platform/session.ts';
import { DrawerSection, FactList } from '../../ui/drawer.tsx';
import { formatMoment } from '../../ui/formats.ts';
import { useWords } from '../../ui/language.ts';
import { AssessmentDialog } from './assessment-dialog.tsx';
import { OutcomeView, useResultLine } from './outcome-view.tsx';
import { useAssessments, useNameOf } from './use-assessments.ts';

export function AssessmentSection({ hazard }: { hazard: HazardDetail }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const isPast = useMoment() !== undefined;
  const mayAssess = useMay()('hazards:assess');
  const current = useIsCurrent();
  const { data: assessments } = useAssessments(hazard.id);
  if (!assessments) return null;
  const [inForce, ...earlier] = assessments;
  return (
    <DrawerSection title={t('assessment.title')}>
      {inForce ? (
        <InForce assessment={inForce} />
      ) : (
        <p className="hint">{t(hazard.level === null ? 'assessment.none' : 'assessment.fromRegister')}</p>
      )}
      {earlier.length > 0 && <Earlier assessments={earlier} />}
      {mayAssess && !isPast && (
        <div className="acts">
          <button type="button" className="button" disabled={!current} onClick={() => setOpen(true)}>
            {t('assessment.assess')}
          </button>
        </div>
      )}
      {open && <AssessmentDialog hazard={hazard} inForce={inForce} onClose={() => setOpen(false)} />}
    </DrawerSection>
  );
}

function InForce({ assessment }: { assessment: Assessment }) {
  const { t, language } = useWords();
  const now = useShownTime();
  const nameOf = useNameOf();
  const { outcome, title, basis, actor, at, dueAt } = assessment;
  const when = formatMoment(dueAt, now, language);
  const isOverdue = Date.parse(dueAt) <= new Date(now).getTime();
  const due = isOverdue ? <span className="is-overdue">{t('assessment.overdue', { when })}</span> : when;
  return (
    <>
      <FactList
        facts={[
          { name: t('assessment.scheme'), value: nameOf(title) },
          { name: t('assessment.basis'), value: basis },
          { name: t('assessment.by'), value: `${actor} · ${formatMoment(at, now, language)}` },
          { name: t('assessment.due'), value: due },
        ]}
      />
      <details className="assessment-working">
        <summary>{t('assessment.working')}</summary>
        <OutcomeView outcome={outcome} />
      </details>
    </>
  );
}

function Earlier({ assessments }: { assessments: readonly Assessment[] }) {
  const { t, language } = useWords();
  const now = useShownTime();
  const lineOf = useResultLine();
  return (
    <details className="assessment-working">
      <summary>
        {t('assessment.earlier')} {assessments.length}
      </summary>
      <ul className="plain">
        {assessments.map(({ id, at, outcome, actor }) => (
          <li key={id}>
            {t('assessment.earlierLine', { when: formatMoment(at, now, language), result: lineOf(outcome), actor })}
          </li>
        ))}
      </ul>
    </details>
  );
}
