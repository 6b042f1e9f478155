import type { HazardDetail } from '#contract/hazards';
import { useMapRequests } from '../platform/map-requests.ts';
import { AbsentDrawer } from '../ui/absent-drawer.tsx';
import type { DrawerProps, Thing } from '../ui/capability.ts';
import { Drawer, FactList } from '../ui/drawer.tsx';
import { useWords } from '../ui/language.ts';
import { LevelBadge, levelKey } from '../ui/level-badge.tsx';
import { useProvenanceFacts } from '../ui/provenance.tsx';
import { useDetail } from '../ui/use-detail.ts';
import { useWhereFacts } from '../ui/whereabouts.tsx';

export function HazardDrawer({ id, onClose }: DrawerProps) {
  const { t } = useWords();
  const { data, error, isFetching, refetch } = useDetail<HazardDetail>('hazards', id);
  const goTo = useMapRequests((state) => state.goTo);
  if (!data) {
    return (
      <AbsentDrawer
        what={t('hazards.name')}
        error={error ?? undefined}
        onRetry={() => void refetch()}
        onClose={onClose}
      />
    );
  }
  const level = data.level === null ? t('hazards.notAssessed') : t(`shell.level.long.${levelKey(data.level)}`);
  return (
    <Drawer
      label={data.name}
      code={`${t('hazards.name')} ${data.code}`}
      marker={<LevelBadge level={data.level} size={40} />}
      title={data.name}
      subtitle={`${level} · ${t(`hazards.kinds.${data.kind}`)}`}
      busy={isFetching}
      onClose={onClose}
      onLocate={() => goTo(data.point, 15)}
    >
      <Facts hazard={data} />
    </Drawer>
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
