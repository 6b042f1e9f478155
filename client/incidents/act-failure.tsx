import type { IncidentDetail } from '#contract/incidents';
import { useNow } from '../platform/clock.ts';
import { formatMoment } from '../ui/formats.ts';
import { useWords } from '../ui/language.ts';
import { problemText } from '../ui/problem-text.ts';
import { isConflict, useEntriesSince } from './use-act.ts';

/** Why an act was refused; after another's change, what that change was. */
export function ActFailure({ error, incident }: { error: Error | null; incident: IncidentDetail }) {
  const { t, language } = useWords();
  const now = useNow();
  const news = useEntriesSince(incident);
  if (!error) return null;
  if (!isConflict(error) || news.length === 0) {
    return (
      <p className="field-error" role="alert">
        {problemText(error, t)}
      </p>
    );
  }
  const what = news
    .map(({ actor, at, act }) =>
      t('incidents.do.changedLine', { actor, act: t(`incidents.acts.${act}`), time: formatMoment(at, now, language) }),
    )
    .join(t('shell.semicolon'));
  return (
    <p className="field-error" role="alert">
      {t('incidents.do.changed', { what })}
    </p>
  );
}
