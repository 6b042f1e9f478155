// Where the map looks: the whole city, where the incidents are, or the one that somebody points at.
import { useEffect, useRef } from 'react';
import type { City } from '#contract/city';
import type { Incident } from '#contract/incidents';
import type { MapHandle } from '../../map/map-context.tsx';
import { boxAround } from '../../incidents/incident-layer.tsx';
import type { Scene } from '../scenes.ts';
import { useWallUnit } from '../unit.ts';
import { toPin } from './incident-pins.ts';

/** A place in its streets. */
const FOCUS_ZOOM = 13.5;
/** Never closer than this on incidents: the city has to be recognised. */
const NEAREST = 11.5;

/** Moves when scene, focus or screen change, and only then: new incidents come to a map that stands still. */
export function useCamera(
  handle: MapHandle | undefined,
  city: City,
  scene: Scene,
  incidents: readonly Incident[],
  focus: string | null,
): void {
  const { size } = useWallUnit();
  const latest = useRef(incidents);
  useEffect(() => {
    latest.current = incidents;
  });
  const focused = incidents.find(({ id }) => id === focus)?.point.join(' ');
  const { map, fit, flyTo } = handle ?? {};
  useEffect(() => {
    if (!map || !fit || !flyTo) return;
    const [lon, lat] = focused?.split(' ').map(Number) ?? [];
    if (lon !== undefined && lat !== undefined) flyTo([lon, lat], FOCUS_ZOOM);
    else if (scene.camera === 'incidents' && latest.current.length > 1) {
      fit(boxAround(latest.current.map(toPin)), NEAREST);
    } else fit(city.bounds);
    // `fit` and `flyTo` belong to the map and change with the theme only.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [map, scene.name, scene.camera, focused, size, city.bounds]);
}
