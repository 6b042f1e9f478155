import type { ReactNode } from 'react';
import type { GridDetail } from '#contract/grids';
import type { DrawerProps, Thing } from '../ui/capability.ts';
import { DrawerSection, FactList } from '../ui/drawer.tsx';
import { formatAreaKm2, formatPersons } from '../ui/formats.ts';
import { useWords } from '../ui/language.ts';
import { useProvenanceFacts } from '../ui/provenance.tsx';
import { RegisteredDrawer } from '../ui/registered-drawer.tsx';
import { ThingMark } from '../ui/thing-mark.tsx';
import { useDetail } from '../ui/use-detail.ts';
import { OwnerList } from './owner-list.tsx';
import { usePlaceAt } from './use-place-at.ts';

/** `children` is what other capabilities know of the grid. */
export function GridDrawer({ id, onClose, children }: DrawerProps & { children?: ReactNode }) {
  const { t } = useWords();
  const heading = ({ kind, centre }: GridDetail) => ({
    marker: <ThingMark icon="grids" size={40} />,
    subtitle: t(`grids.kinds.${kind}`),
    point: centre,
  });
  return (
    <RegisteredDrawer<GridDetail>
      capability="grids"
      id={id}
      zoom={14}
      heading={heading}
      onClose={onClose}
      what={t('grids.name')}
    >
      {(grid) => (
        <>
          <Facts grid={grid} />
          <DrawerSection title={t('grids.owners')}>
            <Owners of={grid} />
          </DrawerSection>
          {children && <DrawerSection title={t('grids.open')}>{children}</DrawerSection>}
        </>
      )}
    </RegisteredDrawer>
  );
}

function Owners({ of: { centre } }: { of: GridDetail }) {
  const { data } = usePlaceAt(centre);
  return data ? <OwnerList owners={data.owners} /> : '…';
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
