// For whom an incident is: the departments that alone may know of it, and the neighbours that it is shared with.
import type { Incident } from '#contract/incidents';
import { useShownTime } from '../platform/moment.ts';
import { formatMoment } from '../ui/formats.ts';
import { useWords } from '../ui/language.ts';

/** Nothing where it is for all of its area and for nobody else. */
export function audienceFacts({ departments, sharing }: Incident, t: ReturnType<typeof useWords>['t']) {
  return [
    ...(departments.length > 0
      ? [{ name: t('incidents.audience.only'), value: <Departments codes={departments} /> }]
      : []),
    ...(sharing.length > 0
      ? [{ name: t('incidents.audience.shared'), value: <SharingLines sharing={sharing} /> }]
      : []),
  ];
}

/** The agencies of the law by their names; one that a city added, by its code. */
function Departments({ codes }: { codes: Incident['departments'] }) {
  const { t } = useWords();
  const names: Readonly<Record<string, string>> = t('incidents.audience.departments', { returnObjects: true });
  return codes.map((code) => names[code] ?? code).join(t('incidents.audience.comma'));
}

function SharingLines({ sharing }: Pick<Incident, 'sharing'>) {
  const { t, language } = useWords();
  const now = useShownTime();
  return (
    <ul className="plain">
      {sharing.map(({ path, name, from, actor, at, reason }) => (
        <li key={path}>
          {t('incidents.audience.by', { from, name })}{' '}
          <small>{[actor, formatMoment(at, now, language), reason].join(' · ')}</small>
        </li>
      ))}
    </ul>
  );
}
