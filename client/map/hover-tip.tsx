// What is under the pointer, in words. Text only: names come from outside and are never markup.
import { useMap } from './map-context.tsx';
import { sizeOf } from './camera.ts';
import type { ScreenPoint } from './picking.ts';

/** Widest a tip may be, CSS pixels; nearer to the right edge it opens to the left. */
const WIDTH_PX = 280;

export function HoverTip({ lines, at }: { lines: readonly string[]; at: ScreenPoint }) {
  const { map } = useMap();
  const { width } = sizeOf(map);
  const toLeft = at.x > width - WIDTH_PX;
  const [first, ...rest] = lines;
  return (
    <div
      className="map-tip"
      data-side={toLeft ? 'left' : 'right'}
      style={{ transform: `translate(${at.x}px, ${at.y}px)` }}
      aria-hidden="true"
    >
      <div>
        <b>{first}</b>
        {rest.map((line) => (
          <span key={line}>{line}</span>
        ))}
      </div>
    </div>
  );
}
