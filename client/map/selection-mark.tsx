// The one bright thing on the map: a ring around what is selected, or its outline, and a tag with its name.
import { useLayoutEffect, useMemo, useRef, type RefObject } from 'react';
import type { Area } from '../../geodata/space/geometry.ts';
import { sizeOf } from './camera.ts';
import { useMap, useMapPart, type Padding, type Selected } from './map-context.tsx';
import type { MapPart } from './map-style.ts';
import { usePlaced } from './use-placed.ts';

interface Props {
  selected: Selected;
  padding: Padding;
}

export function SelectionMark({ selected, padding }: Props) {
  const ref = usePlaced<HTMLDivElement>(selected.point);
  const tag = useRef<HTMLDivElement>(null);
  useTagSide(tag, selected, padding);
  return (
    <>
      {selected.outline && <SelectedOutline area={selected.outline} />}
      <div className="map-selection" ref={ref} data-outlined={selected.outline !== undefined}>
        {!selected.outline && <span className="map-ring" />}
        <div className="map-tag" ref={tag}>
          <b>{selected.name}</b>
          {selected.note !== undefined && <span>{selected.note}</span>}
        </div>
      </div>
    </>
  );
}

/** Room that ring and gap take on either side, CSS pixels at desk scale. */
const BESIDE_PX = 27;

/** The tag opens to the left where furniture or the edge would cover it on the right. */
function useTagSide(tag: RefObject<HTMLDivElement | null>, { point, name, note }: Selected, padding: Padding): void {
  const { map, scale } = useMap();
  const [lon, lat] = point;
  useLayoutEffect(() => {
    const choose = () => {
      const element = tag.current;
      if (!element) return;
      const { x } = map.project([lon, lat]);
      const end = x + BESIDE_PX * scale + element.offsetWidth;
      const fits = end <= sizeOf(map).width - padding.right;
      element.dataset['side'] = fits || x - padding.left < end - x ? 'right' : 'left';
    };
    choose();
    const subscriptions = [map.on('move', choose), map.on('resize', choose)];
    return () => subscriptions.forEach((subscription) => subscription.unsubscribe());
  }, [tag, map, scale, lon, lat, name, note, padding]);
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
