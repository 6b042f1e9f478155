// What lies under the pointer. One way for every layer: sources are asked from the top band down, the first answer wins.
import type { Position } from '../../geodata/space/geometry.ts';
import type { Selection } from '../platform/url-state.ts';
import { bandOrder, type Band } from './bands.ts';

/** A place on the canvas, CSS pixels from its upper left corner. */
export interface ScreenPoint {
  readonly x: number;
  readonly y: number;
}

/** A thing under the pointer. */
export interface Picked {
  /** Undefined where a click does something else than select (`act`). */
  readonly selection?: Selection;
  readonly point: Position;
  /** Lines of the tooltip; plain text, shown as text. None: no tooltip. */
  readonly lines: readonly string[];
  /** Done on a click instead of selecting: a group of pins comes apart. */
  readonly act?: () => void;
}

export interface PickSource {
  readonly band: Band;
  pick(at: ScreenPoint): Picked | undefined;
}

/** The topmost thing at a place. */
export function pickTopmost(sources: Iterable<PickSource>, at: ScreenPoint): Picked | undefined {
  const fromTop = [...sources].sort((a, b) => bandOrder(b.band) - bandOrder(a.band));
  for (const source of fromTop) {
    const picked = source.pick(at);
    if (picked) return picked;
  }
  return undefined;
}
