// The close-up: which incidents it shows, and in which corner it stands.
import { useEffect, useMemo, useRef } from 'react';
import type { Incident } from '#contract/incidents';
import { worldPx } from '../../map/declutter.ts';
import { SPACING_PX } from '../../map/pin-layer.ts';
import type { View } from '../../platform/url-state.ts';
import { freeCorner, rectOf, type Corner } from './corner.ts';
import { findCrowd, type Crowd } from './crowd.ts';
import { toPin } from './incident-pins.ts';
import type { Rect } from './place-tags.ts';

/** Pixels of the design. A close-up this much larger than its frame. */
const INSET = { width: 900, height: 640 } as const;
const WIDE_INSET = { width: 1500, height: 1060 } as const;
const MARGIN = 40;
const TIMES = 2.4;
/** Its title stands above its map. */
const TITLE = 64;

export interface CloseUp {
  readonly crowd: Crowd;
  /** On the map, CSS pixels. */
  readonly rect: Rect;
  /** What it enlarges, on the same map. */
  readonly frame: Rect;
  readonly corner: Corner;
  readonly view: View;
}

interface Stage {
  /** Where the map looks; undefined before it stands. */
  readonly view: View | undefined;
  readonly width: number;
  readonly height: number;
  readonly unit: number;
  readonly wide: boolean;
  readonly scale: number;
}

export function useCloseUp(incidents: readonly Incident[], stage: Stage): CloseUp | undefined {
  const { view, width, height, unit, wide, scale } = stage;
  const before = useRef<{ crowd: Crowd; corner: Corner }>(undefined);
  const closeUp = useMemo(() => {
    if (!view || width === 0) return undefined;
    const design = wide ? WIDE_INSET : INSET;
    const inset = { width: design.width * unit, height: design.height * unit };
    const frame = { width: inset.width / TIMES, height: (inset.height - TITLE * unit) / TIMES };
    const crowd = findCrowd(incidents.map(toPin), view.zoom, frame, SPACING_PX * scale, before.current?.crowd.centre);
    if (!crowd) return undefined;
    const middle = worldPx([view.lon, view.lat], view.zoom);
    const onScreen = (point: readonly [number, number]) => {
      const { x, y } = worldPx([point[0], point[1]], view.zoom);
      return { x: x - middle.x + width / 2, y: y - middle.y + height / 2 };
    };
    const room = { width, height, inset, margin: MARGIN * unit };
    const centre = onScreen(crowd.centre);
    const frameRect = { x: centre.x - frame.width / 2, y: centre.y - frame.height / 2, ...frame };
    const others = incidents.filter(({ id }) => !crowd.ids.has(id)).map(({ point }) => onScreen(point));
    const corner = freeCorner(others, frameRect, room, before.current?.corner);
    const [lon, lat] = crowd.centre;
    return {
      crowd,
      corner,
      frame: frameRect,
      rect: rectOf(corner, room),
      view: { lon, lat, zoom: view.zoom + Math.log2(TIMES) },
    };
  }, [incidents, view, width, height, unit, wide, scale]);
  useEffect(() => {
    before.current = closeUp;
  }, [closeUp]);
  return closeUp;
}
