// The places of the file that is being looked at, handed from the drawer to the map.
import { useEffect } from 'react';
import { create } from 'zustand';
import type { Preview } from '#contract/imports';
import type { Box, Position } from '../../geodata/space/geometry.ts';
import { useMapRequests } from '../platform/map-requests.ts';

/** The sample moves with every choice; what was checked lies beneath it. */
interface Shown {
  readonly sample?: Preview | undefined;
  readonly checked?: Preview | undefined;
}

export const usePreview = create<Shown>(() => ({}));

/** Shows these places for as long as the component is mounted; the map goes there once. */
export function useShownOnMap(as: keyof Shown, preview: Preview | undefined): void {
  const goTo = useMapRequests((state) => state.goTo);
  const has = preview !== undefined && preview.features.length > 0;
  useEffect(() => {
    usePreview.setState({ [as]: preview });
  }, [as, preview]);
  useEffect(() => () => usePreview.setState({ [as]: undefined }), [as]);
  useEffect(() => {
    const box = has ? boxOfPreview(usePreview.getState()[as]) : undefined;
    if (box) goTo(box, 14);
  }, [as, has, goTo]);
}

/** The box around most of the places: one stray point in the sea shall not make the rest a dot. */
export function boxOfPreview(preview: Preview | undefined): Box | undefined {
  const points = (preview?.features ?? []).map(({ geometry }) => firstOf(geometry.coordinates));
  if (points.length === 0) return undefined;
  const [lons, lats] = [0, 1].map((axis) => points.map((point) => point[axis]!).toSorted((a, b) => a - b));
  const cut = points.length < 20 ? 0 : Math.floor(points.length / 50);
  return [lons!.at(cut)!, lats!.at(cut)!, lons!.at(-1 - cut)!, lats!.at(-1 - cut)!];
}

type Nested = Position | readonly Nested[];
function firstOf(coordinates: Nested): Position {
  let at = coordinates as readonly unknown[];
  while (Array.isArray(at[0])) at = at[0] as readonly unknown[];
  return at as unknown as Position;
}
