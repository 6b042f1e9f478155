// An incident's drawer with the way to its reporter: incidents and sealed contacts meet on a page, not in each other.
import { IncidentDrawer } from './incidents/incident-drawer.tsx';
import { ReporterSection } from './sealed/reporter-section.tsx';
import type { DrawerProps } from './ui/capability.ts';

export function IncidentPage({ id, onClose }: DrawerProps) {
  return (
    <IncidentDrawer id={id} onClose={onClose}>
      {({ number }) => <ReporterSection incidentId={id} number={number} />}
    </IncidentDrawer>
  );
}
