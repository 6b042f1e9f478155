// The drawer of a thing from a register: hazards, shelters, sites and grids are opened, waited for and missed alike.
import type { ReactNode } from 'react';
import { useMapRequests } from '../platform/map-requests.ts';
import { AbsentDrawer } from './absent-drawer.tsx';
import { Drawer } from './drawer.tsx';
import { useDetail } from './use-detail.ts';

interface Heading {
  readonly marker: ReactNode;
  readonly subtitle: string;
  /** Where the map goes to, lon lat of WGS-84. */
  readonly point: readonly [number, number];
}

interface Props<Registered> {
  /** The capability's word. */
  capability: string;
  id: string;
  /** What kind of thing it is, as the user calls it. */
  what: string;
  /** How near the map goes. */
  zoom: number;
  heading: (thing: Registered) => Heading;
  onClose: () => void;
  children: (thing: Registered) => ReactNode;
}

export function RegisteredDrawer<Registered extends { readonly name: string; readonly code: string }>(
  props: Props<Registered>,
) {
  const { capability, id, what, zoom, heading, onClose, children } = props;
  const { data, error, isFetching, refetch } = useDetail<Registered>(capability, id);
  const goTo = useMapRequests((state) => state.goTo);
  if (!data) {
    return <AbsentDrawer what={what} error={error ?? undefined} onRetry={() => void refetch()} onClose={onClose} />;
  }
  const { marker, subtitle, point } = heading(data);
  return (
    <Drawer
      label={data.name}
      code={`${what} ${data.code}`}
      marker={marker}
      title={data.name}
      subtitle={subtitle}
      busy={isFetching}
      onClose={onClose}
      onLocate={() => goTo([...point], zoom)}
    >
      {children(data)}
    </Drawer>
  );
}
