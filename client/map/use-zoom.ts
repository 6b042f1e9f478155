// The zoom at which things are arranged: known once a movement has ended, in steps, so that pins do not jump about meanwhile.
import { useEffect, useState } from 'react';
import { useMap } from './map-context.tsx';

/** Steps of a quarter of a zoom level. */
const STEPS = 4;

export function useSteppedZoom(): number {
  const { map } = useMap();
  const [zoom, setZoom] = useState(() => stepped(map.getZoom()));
  useEffect(() => {
    const read = () => setZoom(stepped(map.getZoom()));
    read();
    const subscription = map.on('moveend', read);
    return () => subscription.unsubscribe();
  }, [map]);
  return zoom;
}

const stepped = (zoom: number) => Math.floor(zoom * STEPS) / STEPS;
