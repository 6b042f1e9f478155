// What the unseen map has drawn, as one opaque PNG, with the selected thing marked as on the screen.
import type { CityMap } from '../../map/city-map.ts';
import type { Selected } from '../../map/map-context.tsx';
import { readPalette, type Palette } from '../../map/palette.ts';
import { penOf, pngOf } from './canvas.ts';

/** Waits for the letters of the tag: a canvas does not. */
export async function pictureOf(city: CityMap, stage: Element, selected: Selected | undefined): Promise<Blob> {
  const tag = selected && { selected, words: wordsOf(selected), font: fontAt(stage) };
  if (tag) await document.fonts.load(tag.font, tag.words);
  const [ground, ...above] = city.canvases();
  const canvas = document.createElement('canvas');
  canvas.width = ground!.width;
  canvas.height = ground!.height;
  const pen = penOf(canvas);
  for (const layer of [ground!, ...above]) pen.drawImage(layer, 0, 0, canvas.width, canvas.height);
  if (tag) mark(pen, city, readPalette(stage), tag);
  return pngOf(canvas);
}

interface Tag {
  readonly selected: Selected;
  readonly words: string;
  readonly font: string;
}

const wordsOf = ({ name, note }: Selected) => (note === undefined ? name : `${name} · ${note}`);
const fontAt = (stage: Element) => `700 12px ${getComputedStyle(stage).fontFamily}`;
/** From the thing to its tag, and inside of the tag beside its words, CSS pixels. */
const [GAP, EDGE] = [25, 8];

/** The ring and the tag of selection-mark.tsx, which are HTML and so not on the canvas. */
function mark(
  pen: CanvasRenderingContext2D,
  { map }: CityMap,
  { accent, surface, text }: Palette,
  { selected, words, font }: Tag,
): void {
  const { x, y } = map.project([...selected.point]);
  const ratio = map.getPixelRatio();
  pen.save();
  pen.scale(ratio, ratio);
  pen.strokeStyle = accent;
  pen.lineWidth = 2;
  pen.beginPath();
  if (!selected.outline) pen.arc(x, y, 19, 0, 2 * Math.PI);
  pen.stroke();
  pen.font = font;
  const width = pen.measureText(words).width + 2 * EDGE;
  // At the right edge there is more room on the left.
  const left = x + GAP + width > pen.canvas.width / ratio ? x - GAP - width : x + GAP;
  pen.fillStyle = surface;
  pen.lineWidth = 1;
  pen.beginPath();
  pen.roundRect(left, y - 12, width, 24, 3);
  pen.fill();
  pen.stroke();
  pen.fillStyle = text;
  pen.textBaseline = 'middle';
  pen.fillText(words, left + EDGE, y);
  pen.restore();
}
