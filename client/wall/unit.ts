// How large the wall is beside the one it was drawn for.
import { useEffect, useState } from 'react';

/** The wall of the design, CSS pixels. */
const DESIGN = { width: 3840, height: 2160 } as const;
/** From this width for a height on there is room for a second column on either side. */
const WIDE = 2.8;

export interface WallUnit {
  /** CSS pixels for one pixel of the design; wall.css has the same as 0.01 rem. */
  readonly unit: number;
  readonly wide: boolean;
  /** Changes with the window: cameras are fitted anew. */
  readonly size: string;
}

const measure = (): WallUnit => ({
  unit: Math.min(innerWidth / DESIGN.width, innerHeight / DESIGN.height),
  wide: innerWidth / innerHeight >= WIDE,
  size: `${innerWidth} ${innerHeight}`,
});

export function useWallUnit(): WallUnit {
  const [unit, setUnit] = useState(measure);
  useEffect(() => {
    const changed = () => setUnit(measure());
    addEventListener('resize', changed);
    return () => removeEventListener('resize', changed);
  }, []);
  return unit;
}
