import type { HazardDetail } from '#contract/hazards';
import type { DrawerProps, Thing } from '../ui/capability.ts';
import { FactList } from '../ui/drawer.tsx';
import { useWords } from '../ui/language.ts';
import { LevelBadge, levelKey } from '../ui/level-badge.tsx';
import { useProvenanceFacts } from '../ui/provenance.tsx';
import { RegisteredAudience } from '../ui/registered-audience.tsx';
import { RegisteredDrawer } from '../ui/registered-drawer.tsx';
import { useDetail } from '../ui/use-detail.ts';
import { AssessmentSection } from './assessment/assessment-section.tsx';
import { useWhereFacts } from '../ui/whereabouts.tsx';

export function HazardDrawer({ id, onClose }: DrawerProps) {
  const { t } = useWords();
  const heading = ({ level, kind, point }: HazardDetail) => {
    const assessed = level === null ? t('hazards.notAssessed') : t(`shell.level.long.${levelKey(level)}`);
    return {
      marker: <LevelBadge level={level} size={40} />,
      subtitle: `${assessed} · ${t(`hazards.kinds.${kind}`)}`,
      point,
    };
  };
  return (
    <RegisteredDrawer<HazardDetail>
      capability="hazards"
      id={id}
      zoom={15}
      heading={heading}
      onClose={onClose}
      what={t('hazards.name')}
    >
      {(hazard) => (
        <>
          <Facts hazard={hazard} />
          <AssessmentSection hazard={hazard} />
          <RegisteredAudience kind="hazards" thing={hazard} />
        </>
      )}
    </RegisteredDrawer>
  );
}

function Facts({ hazard }: { hazard: HazardDetail }) {
  const { t } = useWords();
  const where = useWhereFacts(hazard);
  const provenance = useProvenanceFacts(hazard);
  const facts = [
    ...where,
    { name: t('hazards.class'), value: t(`hazards.classes.${hazard.class}`) },
    { name: t('hazards.unit'), value: hazard.responsibleUnit },
    ...provenance,
  ];
  return <FactList facts={facts} />;
}

/** The selected hazard as the map marks it: its outline where it is an area. */
export function useHazardThing(id: string): Thing | undefined {
  const { t } = useWords();
  const { data } = useDetail<HazardDetail>('hazards', id);
  if (!data) return undefined;
  const { point, name, kind, geometry } = data;
  const note = t(`hazards.kinds.${kind}`);
  const isArea = geometry.type === 'Polygon' || geometry.type === 'MultiPolygon';
  return { point, name, note, ...(isArea && { outline: geometry }) };
}
