// Open incidents as pins: level badges, crowded ones in groups, new ones visibly new, the selected one always by itself.
import { useMemo } from 'react';
import type { Incident } from '#contract/incidents';
import type { Box } from '../../geodata/space/geometry.ts';
import { declutter, type Pin } from '../map/declutter.ts';
import { useMap, useMapLayer, usePickSource } from '../map/map-context.tsx';
import { NewMark } from '../map/new-mark.tsx';
import type { Picked, PickSource } from '../map/picking.ts';
import { buildPinLayer, CLEARANCE_PX, pickPin, placePins, SPACING_PX, type PlacedPin } from '../map/pin-layer.ts';
import { usePinAtlas } from '../map/use-pin-atlas.ts';
import { useSteppedZoom } from '../map/use-zoom.ts';
import { shownTime } from '../platform/moment.ts';
import { formatAge } from '../ui/formats.ts';
import { useWords } from '../ui/language.ts';
import type { SymbolDrawing } from '../ui/legend-symbol.tsx';

export const INCIDENT_SYMBOL: SymbolDrawing = {
  paths: [
    { d: 'M15 9a6 6 0 1 1-12 0a6 6 0 1 1 12 0z', stroke: '--c-text', width: 1.4 },
    { d: 'M11 9a2 2 0 1 1-4 0a2 2 0 1 1 4 0z', fill: '--c-text' },
  ],
};
export const UNKNOWN_INCIDENT_SYMBOL: SymbolDrawing = {
  paths: [
    { d: 'M4 12 12 4M4 16 16 4M8 16l8-8', stroke: '--c-unknown', width: 0.8 },
    {
      d: 'M6 2h6a4 4 0 0 1 4 4v6a4 4 0 0 1-4 4H6a4 4 0 0 1-4-4V6a4 4 0 0 1 4-4z',
      stroke: '--c-unknown',
      width: 1,
      dash: '3 2',
    },
  ],
};

/** Rings at a time; in a storm of reports the list says the rest. */
const MOST_NEW = 30;
/** A group comes apart no closer than this. */
const SPREAD_ZOOM = 16.5;

export interface IncidentPin extends Pin {
  readonly incident: Incident;
}

interface Props {
  /** Those to be drawn, in any order. */
  incidents: readonly Incident[];
  newIds: ReadonlySet<string>;
}

export function IncidentLayer({ incidents, newIds }: Props) {
  const { scale, selected } = useMap();
  const zoom = useSteppedZoom();
  const atlas = usePinAtlas();
  const selectedId = selected?.kind === 'incidents' ? selected.id : undefined;
  const placed = useMemo(
    () => placeIncidents(incidents, zoom, scale, selectedId),
    [incidents, zoom, scale, selectedId],
  );
  useMapLayer(
    'pins',
    useMemo(() => buildPinLayer('incidents', placed, atlas, scale), [placed, atlas, scale]),
  );
  usePickedIncidents(placed);
  const fresh = useMemo(() => newMarks(placed, newIds), [placed, newIds]);
  return fresh.map(({ key, pin, offset }) => <NewMark key={key} point={pin.point} offset={offset} />);
}

/** Pure: pins in groups, the selected one apart from all and on top. */
export function placeIncidents(
  incidents: readonly Incident[],
  zoom: number,
  scale: number,
  selectedId?: string,
): PlacedPin<IncidentPin>[] {
  const pins = incidents.map(toPin);
  const selected = pins.find(({ id }) => id === selectedId);
  const others = selected ? pins.filter((pin) => pin !== selected) : pins;
  const clear = selected && { point: selected.point, radiusPx: CLEARANCE_PX * scale };
  return placePins(declutter(others, zoom, SPACING_PX * scale, clear), zoom, scale, selected);
}

function toPin(incident: Incident): IncidentPin {
  const { id, point, level, occurredAt } = incident;
  return { id, point, level, sinceMs: Date.parse(occurredAt), incident };
}

/** One ring for every badge that has something new in it. The key changes with what is new, so that the ring lights again. */
export function newMarks(placed: readonly PlacedPin[], newIds: ReadonlySet<string>) {
  if (newIds.size === 0) return [];
  return placed
    .flatMap(({ pin, members, offset }) => {
      const newest = members.filter(({ id }) => newIds.has(id)).at(-1);
      return newest ? [{ key: newest.id, pin, offset }] : [];
    })
    .slice(-MOST_NEW);
}

function usePickedIncidents(placed: readonly PlacedPin<IncidentPin>[]): void {
  const { map, fit } = useMap();
  const { t, language } = useWords();
  const source = useMemo((): PickSource => {
    const describe = ({ pin, members }: PlacedPin<IncidentPin>): Picked => {
      const { incident } = pin;
      const age = formatAge(shownTime() - Date.parse(incident.occurredAt), language);
      const lines = [incident.title, [incident.number, t(`incidents.states.${incident.state}`), age].join(' · ')];
      if (members.length === 1) return { selection: { kind: 'incidents', id: pin.id }, point: incident.point, lines };
      const group = `${t('map.group', { n: members.length })} · ${t('map.groupHint')}`;
      return { point: incident.point, lines: [...lines, group], act: () => fit(boxAround(members), SPREAD_ZOOM) };
    };
    return {
      band: 'pins',
      pick: (at) => {
        const hit = pickPin(placed, (point) => map.project([point[0], point[1]]), at);
        return hit && describe(hit);
      },
    };
  }, [placed, map, fit, t, language]);
  usePickSource(source);
}

/** The smallest box that holds all pins, degrees. */
export function boxAround(pins: readonly Pin[]): Box {
  const lons = pins.map(({ point }) => point[0]);
  const lats = pins.map(({ point }) => point[1]);
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}
