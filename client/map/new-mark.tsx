// A ring around what has just come. It fades once; under reduced motion it only is there.
import type { Position } from '../../geodata/space/geometry.ts';
import { usePlaced } from './use-placed.ts';

export function NewMark({ point, offset }: { point: Position; offset: readonly [number, number] }) {
  const ref = usePlaced<HTMLDivElement>(point, offset);
  return (
    <div className="map-new" ref={ref} aria-hidden="true">
      <span />
    </div>
  );
}
