// Every picture a pin can be, painted once into one canvas, at the pixels of the screen it is for.
import { BADGES, type BadgeName } from './badge.ts';
import type { Palette } from './palette.ts';
import type { Theme } from './map-context.tsx';

/** Picture in the atlas, atlas pixels; `anchorX/Y` is the point that stands on the place. */
interface AtlasIcon {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly anchorX: number;
  readonly anchorY: number;
  readonly mask: false;
}

export interface PinAtlas {
  readonly image: HTMLCanvasElement;
  readonly mapping: Readonly<Record<string, AtlasIcon>>;
}

/** Box around a badge, units: the 28 of the shape and its halo on either side. */
const BADGE_BOX = 36;
/** Groups up to this many show their number; larger ones say so with a plus. */
const MOST_COUNTED = 99;
/** Height of a count, CSS pixels at desk scale. */
export const COUNT_HEIGHT = 16;
/** Between pictures, CSS pixels: smaller mipmap levels would else show a neighbour's edge. */
const GAP = 6;
const BADGE_NAMES: readonly BadgeName[] = ['1', '2', '3', '4', '0'];
const FONT = '"Inter Variable", "Noto Sans SC", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif';

/** Name of a badge's picture. */
export const badgeIcon = (name: BadgeName) => `badge-${name}`;

/** Name of the picture of a group's number, count >= 2. */
export const countIcon = (count: number) => `count-${Math.min(count, MOST_COUNTED + 1)}`;

/** Size to ask of the layer so that a badge's shape measures `pinSize`: the picture holds its halo too. */
export const withHalo = (pinSize: number) => (pinSize * BADGE_BOX) / 28;

/**
 * Paints all badges and counts.
 *
 * @param pixelsPerCss  device pixels for one CSS pixel of the finished pin (pixel ratio × wall scale), > 0
 */
export function paintPinAtlas(palette: Palette, theme: Theme, pixelsPerCss: number): PinAtlas {
  // Twice the screen's pixels: halved by the mipmap, edges stay clean wherever a pin falls between pixels.
  const ratio = pixelsPerCss * 2;
  const cell = Math.ceil(withHalo(26) * ratio);
  const chip = { width: Math.ceil(30 * ratio), height: Math.ceil(COUNT_HEIGHT * ratio) };
  const gap = Math.ceil(GAP * ratio);
  const columns = 10;
  const rows = Math.ceil((MOST_COUNTED + 1) / columns);
  const image = document.createElement('canvas');
  image.width = Math.max((cell + gap) * BADGE_NAMES.length, (chip.width + gap) * columns);
  image.height = cell + gap + (chip.height + gap) * rows;
  const pen = image.getContext('2d');
  if (!pen) throw new Error('This browser paints no canvas');
  const mapping: Record<string, AtlasIcon> = {};

  BADGE_NAMES.forEach((name, index) => {
    const at = { x: index * (cell + gap), y: 0 };
    mapping[badgeIcon(name)] = { ...at, width: cell, height: cell, anchorX: cell / 2, anchorY: cell / 2, mask: false };
    pen.setTransform(cell / BADGE_BOX, 0, 0, cell / BADGE_BOX, at.x, at.y);
    pen.translate((BADGE_BOX - 28) / 2, (BADGE_BOX - 28) / 2);
    paintBadge(pen, name, palette, theme);
  });
  for (let count = 2; count <= MOST_COUNTED + 1; count += 1) {
    const at = {
      x: (count % columns) * (chip.width + gap),
      y: cell + gap + Math.floor((count - 1) / columns) * (chip.height + gap),
    };
    mapping[countIcon(count)] = { ...at, ...chip, anchorX: 0, anchorY: chip.height / 2, mask: false };
    pen.setTransform(ratio, 0, 0, ratio, at.x, at.y);
    paintCount(pen, count > MOST_COUNTED ? `${MOST_COUNTED}+` : `${count}`, palette);
  }
  return { image, mapping };
}

/** A badge in a 28 × 28 box at the pen's origin, with its halo. */
export function paintBadge(pen: CanvasRenderingContext2D, name: BadgeName, palette: Palette, theme: Theme): void {
  const { outline, character, baseline, fontSize } = BADGES[name];
  const shape = new Path2D(outline);
  pen.lineJoin = 'round';
  pen.strokeStyle = theme === 'dark' ? palette.void : palette.surface;
  pen.globalAlpha = 0.9;
  pen.lineWidth = 5;
  pen.stroke(shape);
  pen.globalAlpha = 1;
  if (name === '0') paintUnknownGround(pen, shape, palette);
  else {
    pen.fillStyle = palette.levels[name].fill;
    pen.fill(shape);
    const inked = theme === 'light' && (name === '2' || name === '3');
    pen.strokeStyle = inked ? palette.levels[name].ink : palette.levels[name].fill;
    pen.lineWidth = inked ? 1.2 : 1;
    pen.stroke(shape);
  }
  pen.fillStyle = name === '0' ? palette.text : palette.levels[name].ink;
  pen.font = `700 ${fontSize}px ${FONT}`;
  pen.textAlign = 'center';
  pen.fillText(character, 14, baseline);
}

function paintUnknownGround(pen: CanvasRenderingContext2D, shape: Path2D, palette: Palette): void {
  pen.fillStyle = palette.surface;
  pen.fill(shape);
  pen.save();
  pen.clip(shape);
  pen.strokeStyle = palette.unknown;
  pen.globalAlpha = 0.42;
  pen.lineWidth = 1.5;
  for (let x = -28; x < 56; x += 6) {
    pen.beginPath();
    pen.moveTo(x, 28);
    pen.lineTo(x + 28, 0);
    pen.stroke();
  }
  pen.restore();
  pen.strokeStyle = palette.unknown;
  pen.lineWidth = 1.5;
  pen.setLineDash([3, 2]);
  pen.stroke(shape);
  pen.setLineDash([]);
}

/** A number on a dark chip, to the right of the origin. */
function paintCount(pen: CanvasRenderingContext2D, text: string, palette: Palette): void {
  pen.font = `600 11px ${FONT}`;
  const width = Math.max(15, pen.measureText(text).width + 8);
  pen.beginPath();
  pen.roundRect(0.5, 0.5, width - 1, COUNT_HEIGHT - 1, 3);
  pen.fillStyle = palette.surface;
  pen.fill();
  pen.strokeStyle = palette.lineStrong;
  pen.lineWidth = 1;
  pen.stroke();
  pen.fillStyle = palette.text;
  pen.textAlign = 'center';
  pen.fillText(text, width / 2, 12);
}
