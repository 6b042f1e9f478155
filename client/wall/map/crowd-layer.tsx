// What the close-up shows is small here, each by itself; the frame says where it looks.
import { useMemo } from 'react';
import type { Incident } from '#contract/incidents';
import type { Box } from '../../../geodata/space/geometry.ts';
import { byUrgency, type Pin } from '../../map/declutter.ts';
import { useMap, useMapLayer, useMapPart } from '../../map/map-context.tsx';
import type { MapPart } from '../../map/map-style.ts';
import { buildPinLayer, type PlacedPin } from '../../map/pin-layer.ts';
import { usePinAtlas } from '../../map/use-pin-atlas.ts';
import { toPin } from './incident-pins.ts';

export const CROWD_LAYER = 'incidents-crowd';
/** CSS pixels at desk scale. */
const SMALL = 9;

export function CrowdLayer({ incidents, box }: { incidents: readonly Incident[]; box: Box }) {
  const { scale } = useMap();
  const atlas = usePinAtlas();
  const layer = useMemo(() => {
    const small = (pin: Pin): PlacedPin => ({ pin, members: [pin], offset: [0, 0], size: SMALL * scale });
    // The gravest last, so that it is drawn on top.
    const placed = incidents.map(toPin).sort(byUrgency).reverse().map(small);
    return buildPinLayer(CROWD_LAYER, placed, atlas, scale);
  }, [incidents, atlas, scale]);
  useMapLayer('pins', layer);
  return <CrowdFrame box={box} />;
}

function CrowdFrame({ box }: { box: Box }) {
  const { palette, scale } = useMap();
  const part = useMemo((): MapPart => {
    const [west, south, east, north] = box;
    const ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]; // prettier-ignore
    return {
      name: 'crowd-frame',
      band: 'flows',
      source: {
        type: 'geojson',
        data: { type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: ring } },
      },
      looks: [{ id: 'crowd-frame-line', type: 'line', paint: { 'line-color': palette.text2, 'line-width': scale } }],
    };
  }, [box, palette, scale]);
  useMapPart(part);
  return null;
}
