import type { Site } from '#contract/sites';
import type { DrawerProps, Thing } from '../ui/capability.ts';
import { FactList } from '../ui/drawer.tsx';
import { useWords } from '../ui/language.ts';
import { useProvenanceFacts } from '../ui/provenance.tsx';
import { RegisteredAudience } from '../ui/registered-audience.tsx';
import { RegisteredDrawer } from '../ui/registered-drawer.tsx';
import { ThingMark } from '../ui/thing-mark.tsx';
import { useDetail } from '../ui/use-detail.ts';
import { useWhereFacts } from '../ui/whereabouts.tsx';

export function SiteDrawer({ id, onClose }: DrawerProps) {
  const { t } = useWords();
  const heading = ({ kind, point }: Site) => ({
    marker: <ThingMark icon="sites" size={40} />,
    subtitle: t(`sites.kinds.${kind}`),
    point,
  });
  return (
    <RegisteredDrawer<Site>
      capability="sites"
      id={id}
      zoom={15}
      heading={heading}
      onClose={onClose}
      what={t('sites.title')}
    >
      {(site) => (
        <>
          <Facts site={site} />
          <RegisteredAudience kind="sites" thing={site} />
        </>
      )}
    </RegisteredDrawer>
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
