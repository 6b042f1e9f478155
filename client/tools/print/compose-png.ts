// A picture of the map with what makes it readable elsewhere burnt in: title, time, legend, scale, north, sources.
import type { MapPrint } from '#contract/files';
import { scaleBar } from '../../../geodata/space/scale-bar.ts';
import { penOf, pngOf } from './canvas.ts';
import { PX_PER_MM } from './frame.ts';
import type { Sheet } from './sheet.ts';
import { wrapped } from './wrapped.ts';

export interface PngWords {
  /** Times, as lines already worded. */
  readonly times: readonly string[];
  /** Under the title; undefined where all is real. */
  readonly demo: string | undefined;
  /** Below the picture: facts, note, sources. */
  readonly lines: readonly string[];
  readonly north: string;
  readonly length: (lengthM: number) => string;
}

type Pen = CanvasRenderingContext2D;
/** Heights, gaps and the width of a legend's column, CSS pixels at the picture's ratio. */
const [HEAD, ROW, EDGE, COLUMN] = [56, 24, 16, 220];
const SMALL = 12;

/** @param ratio  pixels of the picture for a CSS pixel */
export async function composePng(picture: Blob, sheet: Sheet, words: PngWords, ratio: number): Promise<Blob> {
  const map = await createImageBitmap(picture);
  await lettersOf(sheet, words);
  const [width, mapHeight] = [map.width / ratio, map.height / ratio];
  const canvas = document.createElement('canvas');
  const room = width - 2 * EDGE;
  const perRow = Math.max(1, Math.floor(room / COLUMN));
  const legendHeight = Math.ceil(sheet.legend.length / perRow) * ROW;
  const lines = words.lines.flatMap((line) => wrapped(line, room, widthIn(canvas)));
  canvas.width = map.width;
  canvas.height = Math.round((HEAD + mapHeight + EDGE + legendHeight + ROW + lines.length * ROW + EDGE) * ratio);
  const pen = penOf(canvas);
  pen.scale(ratio, ratio);
  pen.fillStyle = sheet.colours.ground;
  pen.fillRect(0, 0, width, canvas.height / ratio);
  pen.drawImage(map, 0, HEAD, width, mapHeight);
  pen.fillStyle = sheet.colours.ink;
  drawHead(pen, sheet.title, words, width);
  const top = HEAD + mapHeight + EDGE;
  drawLegend(pen, sheet.legend, top, perRow);
  drawScale(pen, sheet, words, { y: top + legendHeight, width });
  lines.forEach((line, at) => write(pen, line, EDGE, top + legendHeight + (at + 1.5) * ROW, { size: SMALL }));
  return pngOf(canvas);
}

function drawHead(pen: Pen, title: string, { times, demo }: PngWords, width: number): void {
  pen.font = fontOf(SMALL);
  const aside = Math.max(...times.map((time) => pen.measureText(time).width));
  times.forEach((time, at) => write(pen, time, width - EDGE - aside, 18 + at * 20, { size: SMALL }));
  const room = width - 3 * EDGE - aside;
  write(pen, title, EDGE, demo === undefined ? HEAD / 2 : 22, { size: 20, weight: 700, room });
  if (demo !== undefined) write(pen, demo, EDGE, 44, { size: SMALL, weight: 700, room });
}

function drawLegend(pen: Pen, legend: Sheet['legend'], top: number, perRow: number): void {
  for (const [at, { name, count, symbol }] of legend.entries()) {
    const [x, y] = [EDGE + (at % perRow) * COLUMN, top + (Math.floor(at / perRow) + 0.5) * ROW];
    drawSymbol(pen, symbol, x, y - 9);
    write(pen, `${name}  ${count}`, x + 26, y, { room: COLUMN - 34 });
  }
}

/** The bar is as long as it says on the map above it. */
function drawScale(
  pen: Pen,
  { metresPerMm }: Sheet,
  words: PngWords,
  { y, width }: { y: number; width: number },
): void {
  const { lengthM, widthPx } = scaleBar(metresPerMm / PX_PER_MM, 240);
  pen.fillRect(EDGE, y + ROW / 2 - 1.5, widthPx, 3);
  write(pen, words.length(lengthM), EDGE + widthPx + 8, y + ROW / 2);
  const [x, top] = [width - EDGE - 30, y + 3];
  pen.fill(new Path2D(`M${x + 6} ${top} ${x + 12} ${top + 18} ${x + 6} ${top + 14} ${x} ${top + 18}z`));
  write(pen, words.north, x + 16, y + ROW / 2);
}

function drawSymbol(pen: Pen, symbol: MapPrint['legend'][number]['symbol'], x: number, y: number): void {
  pen.save();
  pen.translate(x, y);
  pen.lineJoin = 'round';
  for (const { d, fill, stroke, width = 1.2, dash = [] } of symbol) {
    const path = new Path2D(d);
    pen.setLineDash(dash);
    pen.lineWidth = width;
    if (fill) pen.fillStyle = fill;
    if (fill) pen.fill(path);
    if (stroke) pen.strokeStyle = stroke;
    if (stroke) pen.stroke(path);
  }
  pen.restore();
}

interface Look {
  readonly size?: number;
  readonly weight?: number;
  /** The text is squeezed into it. */
  readonly room?: number;
}

/** `y` is the middle of the letters. */
function write(pen: Pen, text: string, x: number, y: number, { size = 13, weight = 400, room }: Look = {}): void {
  pen.font = fontOf(size, weight);
  pen.textBaseline = 'middle';
  pen.fillText(text, x, y, room);
}

/** A canvas does not wait for its letters: what is not there yet would be written in any face. */
const lettersOf = ({ title, legend }: Sheet, { times, demo = '', lines, north, length }: PngWords) =>
  Promise.all([
    document.fonts.load(fontOf(SMALL, 700), title + demo),
    document.fonts.load(
      fontOf(SMALL),
      [...times, ...lines, north, length(1000), ...legend.map(({ name }) => name)].join(''),
    ),
  ]);

const fontOf = (size: number, weight = 400) => `${weight} ${size}px ${getComputedStyle(document.body).fontFamily}`;

const widthIn = (canvas: HTMLCanvasElement) => (text: string) => {
  const pen = penOf(canvas);
  pen.font = fontOf(SMALL);
  return pen.measureText(text).width;
};
