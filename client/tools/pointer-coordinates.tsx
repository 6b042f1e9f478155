// Where the pointer is, in both systems. Only where there is a pointer that hovers: a finger asks for a point instead.
import { useEffect, useState } from 'react';
import type { MapMouseEvent } from 'maplibre-gl';
import type { Position } from '../../geodata/space/geometry.ts';
import { toGcj02 } from '../../geodata/space/gcj02.ts';
import { useMap } from '../map/map-context.tsx';
import { formatDegrees } from '../ui/formats.ts';
import { useWords } from '../ui/language.ts';
import { useMedia } from '../ui/use-media.ts';

export function PointerCoordinates() {
  const { t } = useWords();
  const hovers = useMedia('(hover: hover) and (min-width: 720px)');
  const point = usePointer();
  if (!hovers || !point) return null;
  const rows = [
    { name: t('tools.wgs84'), at: point },
    { name: t('tools.gcj02'), at: toGcj02(point) },
  ];
  return (
    <dl className="pointer-coordinates" aria-label={t('tools.pointer')}>
      {rows.map(({ name, at: [lon, lat] }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {formatDegrees(lon)} {formatDegrees(lat)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Undefined while the pointer is not over the map. */
function usePointer(): Position | undefined {
  const { map } = useMap();
  const [point, setPoint] = useState<Position>();
  useEffect(() => {
    let frame = 0;
    const moved = ({ lngLat }: MapMouseEvent) => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => setPoint([lngLat.lng, lngLat.lat]));
    };
    const left = () => {
      cancelAnimationFrame(frame);
      setPoint(undefined);
    };
    const subscriptions = [map.on('mousemove', moved), map.on('mouseout', left)];
    return () => {
      cancelAnimationFrame(frame);
      subscriptions.forEach((subscription) => subscription.unsubscribe());
    };
  }, [map]);
  return point;
}
