// Every layer that is switched on. Mounted means visible.
import { useMemo } from 'react';
import type { GridLoad } from '#contract/incidents';
import { DivisionLayer } from './grids/division-layer.tsx';
import { GridLayer } from './grids/grid-layer.tsx';
import { HazardLayer } from './hazards/hazard-layer.tsx';
import { ImportPreviewLayer } from './imports/import-preview-layer.tsx';
import { IncidentLayer } from './incidents/incident-layer.tsx';
import { useArrivals, useOpenIncidents } from './incidents/use-incidents.ts';
import type { LayerStatuses } from './map/use-layer-statuses.ts';
import { getJson } from './platform/http.ts';
import { momentKey, pathAt } from './platform/moment.ts';
import { useQueryAt } from './platform/query-at.ts';
import { ShelterLayer } from './shelters/shelter-layer.tsx';
import { SiteLayer } from './sites/site-layer.tsx';

interface Props {
  statuses: LayerStatuses;
  shows: (layer: string) => boolean;
}

export function ConsoleLayers({ statuses: { byLayer }, shows }: Props) {
  const load = useGridLoad(shows('grids'));
  const shown = (layer: string) => (shows(layer) ? byLayer.get(layer) : undefined);
  const [grids, divisions, hazards, shelters, sites] = ['grids', 'divisions', 'hazards', 'shelters', 'sites'].map(
    shown,
  );
  return (
    <>
      {grids && <GridLayer status={grids} load={load} />}
      {divisions && <DivisionLayer status={divisions} />}
      {hazards && <HazardLayer status={hazards} />}
      {sites && <SiteLayer status={sites} />}
      {shelters && <ShelterLayer status={shelters} />}
      <ImportPreviewLayer />
      <Incidents known={shows('incidents')} unknown={shows('incidents-unknown')} />
    </>
  );
}

/** Those of a known and of unknown level are switched apart: a gap in knowledge can be looked at by itself. */
function Incidents({ known, unknown }: { known: boolean; unknown: boolean }) {
  const incidents = useOpenIncidents();
  const arrivals = useArrivals();
  const newIds = useMemo(() => new Set(arrivals.keys()), [arrivals]);
  const shown = useMemo(
    () => incidents.filter(({ level }) => (level === null ? unknown : known)),
    [incidents, known, unknown],
  );
  return <IncidentLayer incidents={shown} newIds={newIds} />;
}

/** Grids with open incidents; asked again a little after the list has changed, at most once in five seconds. */
function useGridLoad(wanted: boolean): GridLoad | undefined {
  const { data } = useQueryAt<GridLoad>((moment) => ({
    queryKey: ['incidents', 'by-grid', momentKey(moment)],
    enabled: wanted,
    queryFn: ({ signal }) => getJson<GridLoad>(pathAt('/api/incidents/by-grid', moment), signal),
    refetchInterval: 5_000,
    placeholderData: (before) => before,
  }));
  return data;
}
