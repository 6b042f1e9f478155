// What the map draws, said on its element: tests wait for it, the wall's self-check reads it.
import { useEffect, type RefObject } from 'react';
import type { CityMap } from './city-map.ts';

/** Sent to the element, has it say anew what is drawn: what was taken away behind the map's back is no event of the map. */
export const ASK_REPORT = 'ask-report';

/** Keeps `data-map-idle`, `data-map-settled` and `data-drawn-layers` (sorted names, space between) on the element. */
export function useReport(city: CityMap | undefined, ref: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = ref.current;
    if (!city || !element) return undefined;
    const report = () => {
      const names = city.drawnLayers().flatMap(({ name, drawn }) => (drawn ? [name] : []));
      element.dataset['drawnLayers'] = names.sort().join(' ');
      element.dataset['mapIdle'] = String(city.isIdle());
      element.dataset['mapSettled'] = String(city.hasSettled());
    };
    report();
    const changes = city.onChanged(report);
    element.addEventListener(ASK_REPORT, report);
    return () => {
      changes();
      element.removeEventListener(ASK_REPORT, report);
    };
  }, [city, ref]);
}
