// A grid's drawer with what happens in it: grids and incidents meet on a page, not in each other.
import { GridDrawer } from './grids/grid-drawer.tsx';
import { IncidentsInGrid } from './incidents/incidents-in-grid.tsx';
import type { DrawerProps } from './ui/capability.ts';

export function GridPage({ id, onClose }: DrawerProps) {
  return (
    <GridDrawer id={id} onClose={onClose}>
      <IncidentsInGrid gridCode={id} />
    </GridDrawer>
  );
}
