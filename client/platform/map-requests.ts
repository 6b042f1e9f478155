// What panels and the map ask of each other, without knowing one another.
import { create } from 'zustand';
import type { Box, Position } from '../../geodata/space/geometry.ts';

interface MapRequests {
  /** What the map shows now, degrees; undefined before its first view. */
  readonly box: Box | undefined;
  /** Somebody waits for a point to be clicked. */
  readonly pointWanted: ((point: Position) => void) | undefined;
  /** Goes to a point or a box; does nothing before the map is there. */
  readonly goTo: (where: Position | Box, zoom?: number) => void;
}

export const useMapRequests = create<MapRequests>(() => ({ box: undefined, pointWanted: undefined, goTo: () => {} }));

/** The box as the lists' routes take it, five decimals. */
export const boxText = (box: Box) => box.map((degrees) => Number(degrees.toFixed(5))).join(',');

/** Asks for a click on the map; answers how to take the question back. */
export function askForPoint(onPoint: (point: Position) => void): () => void {
  const pointWanted = (point: Position) => {
    useMapRequests.setState({ pointWanted: undefined });
    onPoint(point);
  };
  useMapRequests.setState({ pointWanted });
  return () => {
    if (useMapRequests.getState().pointWanted === pointWanted) useMapRequests.setState({ pointWanted: undefined });
  };
}
