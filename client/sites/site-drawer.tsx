import type { Site } from '#contract/sites';
import { useMapRequests } from '../platform/map-requests.ts';
import { AbsentDrawer } from '../ui/absent-drawer.tsx';
import type { DrawerProps, Thing } from '../ui/capability.ts';
import { Drawer, FactList } from '../ui/drawer.tsx';
import { useWords } from '../ui/language.ts';
import { useProvenanceFacts } from '../ui/provenance.tsx';
import { ThingMark } from '../ui/thing-mark.tsx';
import { useDetail } from '../ui/use-detail.ts';
import { useWhereFacts } from '../ui/whereabouts.tsx';

export function SiteDrawer({ id, onClose }: DrawerProps) {
  const { t } = useWords();
  const { data, error, isFetching, refetch } = useDetail<Site>('sites', id);
  const goTo = useMapRequests((state) => state.goTo);
  if (!data) {
    return (
      <AbsentDrawer
        what={t('sites.title')}
        error={error ?? undefined}
        onRetry={() => void refetch()}
        onClose={onClose}
      />
    );
  }
  return (
    <Drawer
      label={data.name}
      code={`${t('sites.title')} ${data.code}`}
      marker={<ThingMark icon="sites" size={40} />}
      title={data.name}
      subtitle={t(`sites.kinds.${data.kind}`)}
      busy={isFetching}
      onClose={onClose}
      onLocate={() => goTo(data.point, 15)}
    >
      <Facts site={data} />
    </Drawer>
  );
}

function Facts({ site }: { site: Site }) {
  const { t } = useWords();
  const where = useWhereFacts(site);
  const provenance = useProvenanceFacts(site);
  const manager = { name: t('shell.fact.manager'), value: site.manager ?? t('shell.unknown') };
  return <FactList facts={[...where, manager, ...provenance]} />;
}

export function useSiteThing(id: string): Thing | undefined {
  const { t } = useWords();
  const { data } = useDetail<Site>('sites', id);
  return data && { point: data.point, name: data.name, note: t(`sites.kinds.${data.kind}`) };
}
