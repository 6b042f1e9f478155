// One line a capability: what it shows in the list, in the drawer and of the selection. The order is that of the rail.
import { GridPage } from './grid-page.tsx';
import { useGridThing } from './grids/grid-drawer.tsx';
import { GridsPanel } from './grids/grids-panel.tsx';
import { PointDrawer, usePointThing } from './grids/point-drawer.tsx';
import { HazardDrawer, useHazardThing } from './hazards/hazard-drawer.tsx';
import { HazardsPanel } from './hazards/hazards-panel.tsx';
import { ImportDrawer, useImportThing } from './imports/import-drawer.tsx';
import { ImportsPanel } from './imports/imports-panel.tsx';
import { IncidentPage } from './incident-page.tsx';
import { useIncidentThing } from './incidents/incident-drawer.tsx';
import { IncidentsPanel } from './incidents/incidents-panel.tsx';
import { ShelterDrawer, useShelterThing } from './shelters/shelter-drawer.tsx';
import { SheltersPanel } from './shelters/shelters-panel.tsx';
import { SiteDrawer, useSiteThing } from './sites/site-drawer.tsx';
import { SitesPanel } from './sites/sites-panel.tsx';
import type { Capability } from './ui/capability.ts';

export const capabilities: readonly Capability[] = [
  {
    name: 'incidents',
    icon: 'incidents',
    act: 'incidents:read',
    Panel: IncidentsPanel,
    Drawer: IncidentPage,
    useThing: useIncidentThing,
  },
  { name: 'grids', icon: 'grids', act: 'grids:read', Panel: GridsPanel, Drawer: GridPage, useThing: useGridThing },
  {
    name: 'hazards',
    icon: 'hazards',
    act: 'hazards:read',
    Panel: HazardsPanel,
    Drawer: HazardDrawer,
    useThing: useHazardThing,
  },
  {
    name: 'shelters',
    icon: 'shelters',
    act: 'shelters:read',
    Panel: SheltersPanel,
    Drawer: ShelterDrawer,
    useThing: useShelterThing,
  },
  { name: 'sites', icon: 'sites', act: 'sites:read', Panel: SitesPanel, Drawer: SiteDrawer, useThing: useSiteThing },
  {
    name: 'imports',
    icon: 'imports',
    act: 'imports:read',
    Panel: ImportsPanel,
    Drawer: ImportDrawer,
    useThing: useImportThing,
  },
  { name: 'point', icon: 'point', act: 'grids:read', Drawer: PointDrawer, useThing: usePointThing },
];

export const capabilityOf = (name: string | undefined) => capabilities.find((capability) => capability.name === name);
