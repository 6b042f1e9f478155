import type { ReactNode } from 'react';
import type { GridDetail } from '#contract/grids';
import { useMapRequests } from '../platform/map-requests.ts';
import { AbsentDrawer } from '../ui/absent-drawer.tsx';
import type { DrawerProps, Thing } from '../ui/capability.ts';
import { Drawer, DrawerSection, FactList } from '../ui/drawer.tsx';
import { formatAreaKm2, formatPersons } from '../ui/formats.ts';
import { useWords } from '../ui/language.ts';
import { useProvenanceFacts } from '../ui/provenance.tsx';
import { ThingMark } from '../ui/thing-mark.tsx';
import { useDetail } from '../ui/use-detail.ts';
import { OwnerList } from './owner-list.tsx';
import { usePlaceAt } from './use-place-at.ts';

/** `children` is what other capabilities know of the grid. */
export function GridDrawer({ id, onClose, children }: DrawerProps & { children?: ReactNode }) {
  const { t } = useWords();
  const { data, error, isFetching, refetch } = useDetail<GridDetail>('grids', id);
  const goTo = useMapRequests((state) => state.goTo);
  const place = usePlaceAt(data?.centre);
  if (!data) {
    return (
      <AbsentDrawer
        what={t('grids.name')}
        error={error ?? undefined}
        onRetry={() => void refetch()}
        onClose={onClose}
      />
    );
  }
  return (
    <Drawer
      label={data.name}
      code={`${t('grids.name')} ${data.code}`}
      marker={<ThingMark icon="grids" size={40} />}
      title={data.name}
      subtitle={t(`grids.kinds.${data.kind}`)}
      busy={isFetching}
      onClose={onClose}
      onLocate={() => goTo(data.centre, 14)}
    >
      <Facts grid={data} />
      <DrawerSection title={t('grids.owners')}>
        {place.data ? <OwnerList owners={place.data.owners} /> : '…'}
      </DrawerSection>
      {children && <DrawerSection title={t('grids.open')}>{children}</DrawerSection>}
    </Drawer>
  );
}

function Facts({ grid }: { grid: GridDetail }) {
  const { t, language } = useWords();
  const provenance = useProvenanceFacts(grid);
  const { population, areaKm2, county, town, village } = grid;
  const facts = [
    {
      name: t('grids.population'),
      value: population === null ? t('shell.unknown') : formatPersons(population, language),
    },
    { name: t('grids.area'), value: formatAreaKm2(areaKm2, language) },
    { name: t('shell.fact.place'), value: `${county} ${town} ${village}` },
    ...provenance,
  ];
  return <FactList facts={facts} />;
}

export function useGridThing(id: string): Thing | undefined {
  const { data } = useDetail<GridDetail>('grids', id);
  return data && { point: data.centre, name: data.name, note: data.code, outline: data.outline };
}
