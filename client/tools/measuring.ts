// What is being measured. It stays on the map until it is cleared, whatever else is opened meanwhile.
import { create } from 'zustand';
import type { Position } from '../../geodata/space/geometry.ts';
import { forgetWhen } from '../platform/person.ts';

export type Measure = 'length' | 'area';

export interface Measuring {
  readonly measure: Measure;
  readonly points: readonly Position[];
  /** Where the next point would be; undefined until the pointer moves on from the last one. */
  readonly next: Position | undefined;
  /** Points are still taken. */
  readonly drawing: boolean;
}

const NOTHING: Measuring = { measure: 'length', points: [], next: undefined, drawing: false };

export const useMeasuring = create<Measuring>(() => NOTHING);

/** Begins anew; what was drawn before is gone. */
export const startMeasuring = (measure: Measure) =>
  useMeasuring.setState({ measure, points: [], next: undefined, drawing: true });

/** A double click gives the same point twice: the second one says nothing new. */
export function addPoint(point: Position): void {
  const { points, drawing } = useMeasuring.getState();
  const last = points.at(-1);
  if (!drawing || (last?.[0] === point[0] && last[1] === point[1])) return;
  useMeasuring.setState({ points: [...points, point], next: undefined });
}

export const showNext = (next: Position | undefined) => useMeasuring.setState({ next });

export const undoPoint = () => useMeasuring.setState(({ points }) => ({ points: points.slice(0, -1), drawing: true }));

/** No more points; what is drawn stays. With nothing drawn, nothing stays. */
export const endMeasuring = () => useMeasuring.setState({ drawing: false, next: undefined });

export const clearMeasuring = () => useMeasuring.setState(NOTHING);
forgetWhen('replaced', clearMeasuring);

/** The points with the one under the pointer. */
export const drawnPoints = ({ points, next, drawing }: Measuring): readonly Position[] =>
  drawing && next && points.length > 0 ? [...points, next] : points;
