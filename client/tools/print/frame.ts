// How the map is laid out on its frame: the shape of the paper, the scale that was asked for, enough pixels.
import { MAP_SHEETS, type Orientation, type Paper } from '#contract/files';
import type { Box } from '../../../geodata/space/geometry.ts';
import { metresPerPixel } from '../../../geodata/space/scale-bar.ts';
import { ZOOMS } from '../../map/zooms.ts';
import type { View } from '../../platform/url-state.ts';

/** CSS pixels of a millimetre: the browser's own 96 for an inch. */
export const PX_PER_MM = 96 / 25.4;
/** Dots for an inch of paper; A3 is looked at from further away. */
const DPI: Readonly<Record<Paper, number>> = { a4: 200, a3: 155 };

export interface PrintFrame {
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Pixels of the picture for a CSS pixel. */
  readonly pixelRatio: number;
}

/** The frame of the map on a sheet. */
export function frameOf(paper: Paper, orientation: Orientation): PrintFrame {
  const { width, height } = MAP_SHEETS[paper][orientation].map;
  return { width: Math.round(width * PX_PER_MM), height: Math.round(height * PX_PER_MM), pixelRatio: DPI[paper] / 96 };
}

/** The part of the screen's map that no furniture covers, CSS pixels. */
export interface Shown {
  readonly view: View;
  readonly width: number;
  readonly height: number;
}

/** The same middle; as close as the whole of what is shown still fits, or at the scale 1:`ratio`; no closer than the map goes. */
export function viewOnPaper({ view, width, height }: Shown, frame: PrintFrame, ratio: number | undefined): View {
  const fitting = view.zoom + Math.log2(Math.min(frame.width / width, frame.height / height));
  const zoom = ratio === undefined ? fitting : zoomOf(ratio, view.lat);
  return { ...view, zoom: Math.min(ZOOMS.maxZoom, Math.max(ZOOMS.minZoom, zoom)) };
}

/** Metres on the ground of a millimetre of paper, at the view's middle. */
export const metresPerMm = ({ lat, zoom }: View): number => metresPerPixel(lat, zoom) * PX_PER_MM;

/** The zoom at which the paper has the scale 1:`ratio` at a latitude, degrees. */
const zoomOf = (ratio: number, lat: number): number => Math.log2((metresPerPixel(lat, 0) * PX_PER_MM) / (ratio / 1000));

/** What the frame shows, degrees. Web Mercator, a world of 512 CSS pixels at zoom 0. */
export function boxOnPaper({ lon, lat, zoom }: View, { width, height }: PrintFrame): Box {
  const worldPx = 512 * 2 ** zoom;
  const halfLon = (width / worldPx) * 180;
  const middle = Math.asinh(Math.tan((lat * Math.PI) / 180));
  const halfY = (height / worldPx) * Math.PI;
  const latAt = (y: number) => (Math.atan(Math.sinh(y)) * 180) / Math.PI;
  return [lon - halfLon, latAt(middle - halfY), lon + halfLon, latAt(middle + halfY)];
}

/** So near, degrees, that both are the same on any screen: a box goes to the server with five decimals. */
const SAME_DEG = 1e-5;

export const isSameBox = (one: Box, other: Box): boolean =>
  one.every((degrees, at) => Math.abs(degrees - other[at]!) <= SAME_DEG);
