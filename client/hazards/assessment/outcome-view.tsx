// What came of an assessment, and its working, every figure as it was used.
import type { AssessmentOutcome, OutcomeOf } from '#contract/hazards/assessment';
import { FactList } from '../../ui/drawer.tsx';
import { formatNumber } from '../../ui/formats.ts';
import { useWords, type Translate } from '../../ui/language.ts';
import { LevelBadge } from '../../ui/level-badge.tsx';
import { useNameOf } from './use-assessments.ts';

const gradeWord = (grade: number | null, t: Translate) =>
  t(grade === null ? 'assessment.grades.none' : `assessment.grades.major-${grade as 1 | 2 | 3 | 4}`);

/** One line: what it is called, and the figure that says so. */
export function useResultLine(): (outcome: AssessmentOutcome) => string {
  const { t, language } = useWords();
  const nameOf = useNameOf();
  return (outcome) => {
    switch (outcome.method) {
      case 'gb-18218':
        return gradeWord(outcome.grade, t);
      case 'lec':
        return t('assessment.d', { d: formatNumber(outcome.d, language, 2), grade: nameOf(outcome.grade) });
      case 'risk-matrix': {
        const [likelihood, severity] = [nameOf(outcome.likelihood), nameOf(outcome.severity)];
        return t('assessment.matrix', { likelihood, severity });
      }
      case 'food-grade': {
        const [least, most] = outcome.checksPerYear;
        const checks = least === most ? String(least) : t('assessment.between', { least, most });
        return t('assessment.food', { score: outcome.score, grade: outcome.grade, checks });
      }
      case 'four-colour':
        return nameOf(outcome.grade);
    }
  };
}

export function OutcomeView({ outcome }: { outcome: AssessmentOutcome }) {
  const { t } = useWords();
  const lineOf = useResultLine();
  const { unconfirmed } = outcome;
  return (
    <div className="outcome">
      <p className="outcome-result">
        <LevelBadge level={outcome.level} /> <strong>{lineOf(outcome)}</strong>
      </p>
      {outcome.method === 'gb-18218' && <MajorHazardWorking outcome={outcome} />}
      <p className={unconfirmed.length > 0 ? 'outcome-unconfirmed' : 'hint'}>
        {unconfirmed.length > 0
          ? t('assessment.unconfirmed', { sources: unconfirmed.join(t('assessment.comma')) })
          : t('assessment.confirmed')}
      </p>
    </div>
  );
}

function MajorHazardWorking({ outcome }: { outcome: OutcomeOf<'gb-18218'> }) {
  const { t, language } = useWords();
  const facts = [
    { name: t('assessment.persons'), value: <Persons outcome={outcome} /> },
    { name: t('assessment.alpha'), value: formatNumber(outcome.alpha, language, 2) },
  ];
  return (
    <>
      <FactList facts={facts} />
      {outcome.units.map((unit, no) => (
        <UnitTable key={no} unit={unit} />
      ))}
    </>
  );
}

function Persons({ outcome }: { outcome: OutcomeOf<'gb-18218'> }) {
  const { t, language } = useWords();
  const { persons, personsReason: reason, residents } = outcome;
  const used = formatNumber(persons, language);
  if (reason === null) {
    const count = residents.gridsWithout;
    return count > 0 ? t('assessment.countedGap', { used, count }) : t('assessment.counted', { used });
  }
  if (residents.counted === null) return t('assessment.overriddenUncounted', { used, reason });
  return t('assessment.overridden', { used, reason, counted: formatNumber(residents.counted, language) });
}

function UnitTable({ unit }: { unit: OutcomeOf<'gb-18218'>['units'][number] }) {
  const { t, language } = useWords();
  const nameOf = useNameOf();
  const figure = (value: number) => formatNumber(value, language, 4);
  const sum = unit.holdings.reduce((total, { weighted }) => total + weighted, 0);
  const line = unit.isMajor
    ? t('assessment.sumLine', { s: figure(unit.s), weighted: figure(sum), r: figure(unit.r!) })
    : t('assessment.notMajorLine', { s: figure(unit.s) });
  return (
    <div className="unit-working">
      <h4>
        {unit.name} <small>{t(`assessment.unitKinds.${unit.kind}`)}</small>
      </h4>
      <div className="unit-table" role="region" aria-label={unit.name} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('assessment.substanceColumn')}</th>
              <th scope="col">{t('assessment.classColumn')}</th>
              {(['q', 'criticalT', 'share', 'beta', 'weighted'] as const).map((key) => (
                <th key={key} scope="col" className="is-figure">
                  {t(`assessment.${key}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {unit.holdings.map((holding, row) => (
              <tr key={row}>
                <th scope="row">{nameOf(holding.name)}</th>
                <td>{holding.class}</td>
                {[holding.quantityT, holding.criticalT, holding.share, holding.beta, holding.weighted].map(
                  (value, column) => (
                    <td key={column} className="is-figure">
                      {figure(value)}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="unit-sum">{line}</p>
      {unit.grade !== null && <p className="unit-sum">{gradeWord(unit.grade, t)}</p>}
    </div>
  );
}
