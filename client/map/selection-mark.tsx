// The one bright thing on the map: a ring around what is selected, or its outline, and a tag with its name.
import { useMemo } from 'react';
import type { Area } from '../../geodata/space/geometry.ts';
import { useMap, useMapPart, type Selected } from './map-context.tsx';
import type { MapPart } from './map-style.ts';
import { usePlaced } from './use-placed.ts';

export function SelectionMark({ selected }: { selected: Selected }) {
  const ref = usePlaced<HTMLDivElement>(selected.point);
  return (
    <>
      {selected.outline && <SelectedOutline area={selected.outline} />}
      <div className="map-selection" ref={ref} data-outlined={selected.outline !== undefined}>
        {!selected.outline && <span className="map-ring" />}
        <div className="map-tag">
          <b>{selected.name}</b>
          {selected.note !== undefined && <span>{selected.note}</span>}
        </div>
      </div>
    </>
  );
}

function SelectedOutline({ area }: { area: Area }) {
  const { palette, scale } = useMap();
  const { accent } = palette;
  const part = useMemo(
    (): MapPart => ({
      name: 'selected-outline',
      band: 'flows',
      source: { type: 'geojson', data: { type: 'Feature', properties: {}, geometry: area as GeoJSON.Geometry } },
      looks: [
        { id: 'selected-outline-fill', type: 'fill', paint: { 'fill-color': accent, 'fill-opacity': 0.06 } },
        {
          id: 'selected-outline-line',
          type: 'line',
          layout: { 'line-join': 'round' },
          paint: { 'line-color': accent, 'line-width': 2 * scale },
        },
      ],
    }),
    [area, accent, scale],
  );
  useMapPart(part);
  return null;
}
