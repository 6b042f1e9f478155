// HTML that stands on a place of the map: moved in the very frame that moves the map.
import { useLayoutEffect, useRef } from 'react';
import type { Position } from '../../geodata/space/geometry.ts';
import { useMap } from './map-context.tsx';

/** Keeps an element's origin on a point, shifted by CSS pixels. */
export function usePlaced<E extends HTMLElement>(point: Position, shift: readonly [number, number] = [0, 0]) {
  const ref = useRef<E>(null);
  const { map } = useMap();
  const [lon, lat] = point;
  const [dx, dy] = shift;
  useLayoutEffect(() => {
    const place = () => {
      const { x, y } = map.project([lon, lat]);
      if (ref.current) ref.current.style.transform = `translate(${(x + dx).toFixed(1)}px, ${(y + dy).toFixed(1)}px)`;
    };
    place();
    const subscriptions = [map.on('render', place), map.on('move', place), map.on('resize', place)];
    return () => subscriptions.forEach((subscription) => subscription.unsubscribe());
  }, [map, lon, lat, dx, dy]);
  return ref;
}
