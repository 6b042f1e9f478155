import { useQuery } from '@tanstack/react-query';
import type { PlaceAt } from '#contract/grids';
import type { Incident } from '#contract/incidents';
import { useShownTime } from '../platform/moment.ts';
import { getJson } from '../platform/http.ts';
import { useSelection } from '../platform/url.tsx';
import { DrawerSection, FactList } from '../ui/drawer.tsx';
import { formatAge, formatDegrees, formatMoment } from '../ui/formats.ts';
import { useWords } from '../ui/language.ts';

export function IncidentFacts({ incident }: { incident: Incident }) {
  const { t, language } = useWords();
  const now = useShownTime();
  const { source, kind, occurredAt, receivedAt, description } = incident;
  const received = formatMoment(receivedAt, now, language);
  return (
    <>
      <FactList
        facts={[
          { name: t('incidents.facts.place'), value: <Place incident={incident} /> },
          {
            name: t('incidents.facts.started'),
            value: (
              <>
                {formatMoment(occurredAt, now, language)}{' '}
                <small>{t('incidents.startedAgo', { age: formatAge(now - Date.parse(occurredAt), language) })}</small>
              </>
            ),
          },
          {
            name: t('incidents.facts.source'),
            value: t('incidents.reportedVia', { source: t(`incidents.sources.${source}`), time: received }),
          },
          { name: t('incidents.facts.kind'), value: t(`incidents.kinds.${kind}`) },
          { name: t('incidents.facts.owners'), value: <Owners point={incident.point} /> },
        ]}
      />
      {description !== null && (
        <DrawerSection title={t('incidents.description')}>
          <p className="long-text">{description}</p>
        </DrawerSection>
      )}
    </>
  );
}

function Place({ incident: { address, county, town, gridCode, point } }: { incident: Incident }) {
  const { t } = useWords();
  const { select } = useSelection();
  const words = [county, town].filter(Boolean).join(' ') || t('incidents.outside');
  const [lon, lat] = [formatDegrees(point[0]), formatDegrees(point[1])];
  return (
    <>
      {address ?? t('incidents.noAddress')} <small>{words}</small>{' '}
      {gridCode !== null && (
        <button type="button" className="link-button" onClick={() => select({ kind: 'grids', id: gridCode })}>
          {t('shell.fact.grid')} {gridCode}
        </button>
      )}
      <small className="line">{t('shell.fact.coordinatesValue', { lon, lat })}</small>
    </>
  );
}

/** Who answers for the place, by duty; the server knows who owns a point. */
function Owners({ point: [lon, lat] }: { point: Incident['point'] }) {
  const { t } = useWords();
  const { data, error } = useQuery({
    queryKey: ['grids', 'at', lon, lat],
    queryFn: ({ signal }) => getJson<PlaceAt>(`/api/grids/at?lon=${lon}&lat=${lat}`, signal),
    staleTime: 5 * 60_000,
  });
  if (error) return t('shell.unknown');
  if (!data) return '…';
  if (data.owners.length === 0) return t('incidents.noOwner');
  return (
    <ul className="plain">
      {data.owners.map(({ duty, unit, phone }) => (
        <li key={`${duty} ${unit}`}>
          {unit} <small>{[t(`grids.duties.${duty}`), phone].filter(Boolean).join(' · ')}</small>
        </li>
      ))}
    </ul>
  );
}
