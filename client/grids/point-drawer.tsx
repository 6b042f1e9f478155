// A bare place on the map: which county, town, village and grid it lies in, and who owns it.
import type { PlaceAt } from '#contract/grids';
import type { Position } from '../../geodata/space/geometry.ts';
import { Coordinates } from '../map/coordinates.tsx';
import { useMapRequests } from '../platform/map-requests.ts';
import { useSelection } from '../platform/url.tsx';
import { AbsentDrawer } from '../ui/absent-drawer.tsx';
import type { DrawerProps, Thing } from '../ui/capability.ts';
import { Drawer, DrawerSection, FactList } from '../ui/drawer.tsx';
import { formatDegrees } from '../ui/formats.ts';
import { useWords } from '../ui/language.ts';
import { TrustTags } from '../ui/provenance.tsx';
import { ThingMark } from '../ui/thing-mark.tsx';
import { OwnerList } from './owner-list.tsx';
import { parsePointId } from './point-id.ts';
import { usePlaceAt } from './use-place-at.ts';

export function PointDrawer({ id, onClose }: DrawerProps) {
  const { t } = useWords();
  const point = parsePointId(id);
  const { data, error, isFetching, refetch } = usePlaceAt(point);
  const goTo = useMapRequests((state) => state.goTo);
  if (!data || !point) {
    return (
      <AbsentDrawer
        what={t('point.title')}
        error={error ?? undefined}
        onRetry={() => void refetch()}
        onClose={onClose}
      />
    );
  }
  const title = [data.county, data.town].flatMap((division) => division?.name ?? []).join(' ');
  return (
    <Drawer
      label={t('point.title')}
      code={t('point.title')}
      marker={<ThingMark icon="point" size={40} />}
      title={title === '' ? t('point.outside') : title}
      subtitle={t('shell.fact.coordinatesValue', { lon: formatDegrees(point[0]), lat: formatDegrees(point[1]) })}
      busy={isFetching}
      onClose={onClose}
      onLocate={() => goTo(point, 15)}
    >
      <Divisions place={data} />
      <Coordinates point={point} />
      <DrawerSection title={t('grids.owners')}>
        <OwnerList owners={data.owners} />
      </DrawerSection>
    </Drawer>
  );
}

function Divisions({ place }: { place: PlaceAt }) {
  const { t } = useWords();
  const { select } = useSelection();
  const levels = (['county', 'town', 'village'] as const).map((level) => ({ level, division: place[level] }));
  const { grid } = place;
  return (
    <FactList
      facts={[
        ...levels.map(({ level, division }) => ({
          name: t(`shell.fact.${level}`),
          value: division ? (
            <>
              {division.name} <small>{division.code}</small> <TrustTags demo={false} synthetic={division.synthetic} />
            </>
          ) : (
            t('shell.none')
          ),
        })),
        {
          name: t('shell.fact.grid'),
          value: grid ? (
            <button type="button" className="link-button" onClick={() => select({ kind: 'grids', id: grid.code })}>
              {grid.name} {grid.code}
            </button>
          ) : (
            t('point.noGrid')
          ),
        },
      ]}
    />
  );
}

export function usePointThing(id: string): Thing | undefined {
  const { t } = useWords();
  const point: Position | undefined = parsePointId(id);
  const { data } = usePlaceAt(point);
  if (!point) return undefined;
  const name = data?.grid?.name ?? data?.town?.name ?? data?.county?.name ?? t('point.title');
  return { point, name, ...(data?.grid && { note: data.grid.code }) };
}
