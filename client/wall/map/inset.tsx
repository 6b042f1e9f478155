// The close-up of where incidents crowd: a second, small map that stays mounted, shown while there is a crowd.
import type { City } from '#contract/city';
import type { Incident } from '#contract/incidents';
import { IncidentLayer } from '../../incidents/incident-layer.tsx';
import { MapCanvas } from '../../map/map-canvas.tsx';
import { useWords } from '../../ui/language.ts';
import { Tags } from './tags.tsx';
import type { CloseUp } from './use-crowd.ts';

const NOTHING_NEW: ReadonlySet<string> = new Set();
const NOTHING_COVERED: readonly never[] = [];
const ignore = () => undefined;

interface Props {
  city: City;
  closeUp: CloseUp | undefined;
  incidents: readonly Incident[];
  scale: number;
  focus: string | null;
}

export function Inset({ city, closeUp, incidents, scale, focus }: Props) {
  const { t } = useWords();
  if (!closeUp) return null;
  const { rect, view } = closeUp;
  const where = countiesOf(incidents).join(t('shell.comma'));
  return (
    <section
      className="wall-inset"
      style={{ left: rect.x, top: rect.y, width: rect.width, height: rect.height }}
      aria-label={t('wall.crowdLabel', { n: incidents.length })}
    >
      <MapCanvas
        label={t('wall.crowdLabel', { n: incidents.length })}
        home={city.bounds}
        basemap={city.basemap}
        sources={city.sources}
        theme="dark"
        scale={scale}
        view={view}
        onViewChange={ignore}
        onSelect={ignore}
      >
        <IncidentLayer incidents={incidents} newIds={NOTHING_NEW} />
        <Tags incidents={incidents} focus={focus} avoid={NOTHING_COVERED} />
      </MapCanvas>
      <p className="wall-inset-title">
        <b>{t('wall.crowd', { where })}</b>
        <span>{t('wall.crowdCount', { n: incidents.length })}</span>
      </p>
    </section>
  );
}

/** The two counties that most of them are in. */
function countiesOf(incidents: readonly Incident[]): string[] {
  const counts = new Map<string, number>();
  for (const { county } of incidents) if (county !== null) counts.set(county, (counts.get(county) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 2)
    .map(([county]) => county);
}
