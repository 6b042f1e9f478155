// One incident: what, where, since when, who answers for the place, what happened, and what may be done.
import type { ReactNode } from 'react';
import type { Incident, IncidentDetail } from '#contract/incidents';
import { useIsCurrent } from '../platform/line-state.ts';
import { useMapRequests } from '../platform/map-requests.ts';
import { RequestError } from '../platform/http.ts';
import { useSelection } from '../platform/url.tsx';
import type { DrawerProps, Thing } from '../ui/capability.ts';
import { Drawer } from '../ui/drawer.tsx';
import { AbsentDrawer } from '../ui/absent-drawer.tsx';
import { formatAge } from '../ui/formats.ts';
import { useMoment, useShownTime } from '../platform/moment.ts';
import { useWords } from '../ui/language.ts';
import { LevelBadge, levelKey } from '../ui/level-badge.tsx';
import { TrustTags } from '../ui/provenance.tsx';
import { IncidentActs } from './incident-acts.tsx';
import { IncidentAudience } from './incident-audience.tsx';
import { IncidentFacts } from './incident-facts.tsx';
import { IncidentStory } from './incident-story.tsx';
import { useIncident, useOpenIncident } from './use-incidents.ts';

interface Props extends DrawerProps {
  /** What others have to say of it. */
  readonly children?: (incident: Incident) => ReactNode;
}

export function IncidentDrawer({ id, onClose, children }: Props) {
  const { t } = useWords();
  const live = useOpenIncident(id);
  const { data, error, isFetching, refetch } = useIncident(id);
  const current = useIsCurrent();
  const isPast = useMoment() !== undefined;
  const goTo = useMapRequests((state) => state.goTo);
  const incident = newest(live, data);
  if (!incident) {
    return (
      <AbsentDrawer
        what={t('incidents.name')}
        error={error ?? undefined}
        onRetry={() => void refetch()}
        onClose={onClose}
      />
    );
  }
  return (
    <Drawer
      label={t('incidents.number', { number: incident.number })}
      code={t('incidents.number', { number: incident.number })}
      marker={<LevelBadge level={incident.level} size={40} />}
      title={incident.title}
      subtitle={<Subtitle incident={incident} duplicateOfNumber={data?.duplicateOfNumber ?? null} />}
      busy={isFetching}
      stale={!current}
      onClose={onClose}
      onLocate={() => goTo(incident.point, 15)}
      foot={data && data.acts.length > 0 && !isPast && <IncidentActs key={id} incident={{ ...data, ...incident }} />}
    >
      <IncidentFacts incident={incident} />
      {children?.(incident)}
      {data && <IncidentAudience incident={{ ...data, ...incident }} />}
      {data && <IncidentStory entries={data.entries} />}
      {error && !(error instanceof RequestError && error.status === 404) && (
        <p className="note-block" role="alert">
          {t('incidents.storyFailed')}
        </p>
      )}
    </Drawer>
  );
}

/** The live copy may be ahead of the asked one, or already gone from the list of open ones. */
function newest(live: Incident | undefined, asked: IncidentDetail | undefined): Incident | undefined {
  if (!live || !asked) return live ?? asked;
  return live.revision >= asked.revision ? live : asked;
}

function Subtitle({ incident, duplicateOfNumber }: { incident: Incident; duplicateOfNumber: string | null }) {
  const { t } = useWords();
  const { select } = useSelection();
  const { level, state, demo, duplicateOf } = incident;
  const repeatsElsewhere = state === 'duplicate' && duplicateOf === null;
  return (
    <>
      {t(`shell.level.long.${levelKey(level)}`)} · {t(`incidents.states.${state}`)}{' '}
      {repeatsElsewhere && t('incidents.duplicateElsewhere')}
      {duplicateOf !== null && (
        <button type="button" className="link-button" onClick={() => select({ kind: 'incidents', id: duplicateOf })}>
          {duplicateOfNumber ?? t('incidents.openOriginal')}
        </button>
      )}{' '}
      <TrustTags demo={demo} />
    </>
  );
}

/** The selected incident as the map marks it: its title, state and age. */
export function useIncidentThing(id: string): Thing | undefined {
  const { t, language } = useWords();
  const live = useOpenIncident(id);
  const { data } = useIncident(id);
  const now = useShownTime();
  const incident = newest(live, data);
  if (!incident) return undefined;
  const age = formatAge(now - Date.parse(incident.occurredAt), language);
  return { point: incident.point, name: incident.title, note: `${t(`incidents.states.${incident.state}`)} · ${age}` };
}
