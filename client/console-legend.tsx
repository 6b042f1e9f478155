// The legend is the layer switch: what a symbol means, how many are in view, how old that is.
import { useState } from 'react';
import type { Box } from '../geodata/space/geometry.ts';
import { DIVISION_SYMBOL } from './grids/division-layer.tsx';
import { GRID_SYMBOL } from './grids/grid-layer.tsx';
import { HAZARD_SYMBOL } from './hazards/hazard-layer.tsx';
import { INCIDENT_SYMBOL, UNKNOWN_INCIDENT_SYMBOL } from './incidents/incident-layer.tsx';
import { useIncidentsConfirmedAt, useIncidentsStatus, useOpenIncidents } from './incidents/use-incidents.ts';
import { countInBox, type LayerStatuses } from './map/use-layer-statuses.ts';
import { useIsCurrent } from './platform/line-state.ts';
import { recall, remember } from './platform/remembered.ts';
import { SHELTER_SYMBOL } from './shelters/shelter-layer.tsx';
import { SITE_SYMBOL } from './sites/site-layer.tsx';
import { useWords } from './ui/language.ts';
import { LegendSymbol, type SymbolDrawing } from './ui/legend-symbol.tsx';
import { Legend, type LegendRow } from './ui/legend.tsx';
import { useIsPhone } from './ui/use-media.ts';

interface Props {
  statuses: LayerStatuses;
  shows: (layer: string) => boolean;
  onToggle: (layer: string) => void;
  box: Box | undefined;
  /** Little of the map is free: folded unless it was opened here before. */
  crowded: boolean;
}

export function ConsoleLegend({ statuses, shows, onToggle, box, crowded }: Props) {
  const little = useIsPhone() || crowded;
  const name = little ? 'legend-folded-where-little-room' : 'legend-folded';
  const [folded, setFolded] = useState(() => recall(name, little));
  const fold = (next: boolean) => {
    remember(name, next);
    setFolded(next);
  };
  const rows = useLegendRows(statuses, shows, box);
  return <Legend rows={rows} onToggle={onToggle} folded={folded} onFold={fold} />;
}

/** A row with its symbol as strokes, which paper takes too. */
interface DrawnRow extends LegendRow {
  readonly drawing: SymbolDrawing;
}

/** What the legend says of a part of the map, degrees. */
export function useLegendRows(statuses: LayerStatuses, shows: Props['shows'], box: Box | undefined): DrawnRow[] {
  const live = useIncidentRows(box, shows);
  const loaded = useLoadedRows(statuses, shows);
  return [...live, ...loaded];
}

function useIncidentRows(box: Box | undefined, shows: Props['shows']): DrawnRow[] {
  const { t } = useWords();
  const incidents = useOpenIncidents();
  const ready = useIncidentsStatus() === 'ready';
  const confirmedAt = useIncidentsConfirmedAt();
  const current = useIsCurrent();
  const row = (key: string, name: string, symbol: typeof INCIDENT_SYMBOL, unknown: boolean): DrawnRow => ({
    key,
    name,
    symbol: <LegendSymbol drawing={symbol} />,
    drawing: symbol,
    count:
      ready && box
        ? countInBox(
            incidents.filter(({ level }) => (level === null) === unknown),
            box,
          )
        : undefined,
    dataAt: confirmedAt === undefined ? undefined : new Date(confirmedAt).toISOString(),
    stale: !current,
    visible: shows(key),
  });
  return [
    row('incidents', t('map.incidents'), INCIDENT_SYMBOL, false),
    row('incidents-unknown', t('map.incidentsUnknown'), UNKNOWN_INCIDENT_SYMBOL, true),
  ];
}

function useLoadedRows({ byLayer, failed }: LayerStatuses, shows: Props['shows']): DrawnRow[] {
  const { t } = useWords();
  const current = useIsCurrent();
  const layers = [
    { key: 'shelters', name: t('shelters.title'), symbol: SHELTER_SYMBOL },
    { key: 'hazards', name: t('hazards.title'), symbol: HAZARD_SYMBOL },
    { key: 'sites', name: t('sites.title'), symbol: SITE_SYMBOL },
    { key: 'grids', name: t('grids.title'), symbol: GRID_SYMBOL },
    { key: 'divisions', name: t('map.divisions'), symbol: DIVISION_SYMBOL },
  ];
  return layers
    .filter(({ key }) => byLayer.size === 0 || byLayer.has(key))
    .map(({ key, name, symbol }) => ({
      key,
      name,
      symbol: <LegendSymbol drawing={symbol} />,
      drawing: symbol,
      count: byLayer.get(key)?.count,
      dataAt: byLayer.get(key)?.dataAt,
      stale: failed || !current,
      visible: shows(key),
    }));
}
