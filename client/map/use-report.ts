// What the map draws, said on its element: tests wait for it, the wall's self-check reads it.
import { useEffect, type RefObject } from 'react';
import type { CityMap } from './city-map.ts';

/** Keeps `data-map-idle` and `data-drawn-layers` (sorted names, space between) on the element. */
export function useReport(city: CityMap | undefined, ref: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = ref.current;
    if (!city || !element) return undefined;
    const report = () => {
      const names = city.drawnLayers().flatMap(({ name, drawn }) => (drawn ? [name] : []));
      element.dataset['drawnLayers'] = names.sort().join(' ');
      element.dataset['mapIdle'] = String(city.isIdle());
    };
    report();
    return city.onChanged(report);
  }, [city, ref]);
}
