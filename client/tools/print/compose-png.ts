// A picture of the map with what makes it readable elsewhere burnt in: title, time, legend, scale, sources.
import type { MapPrint } from '#contract/files';
import { scaleBar } from '../../../geodata/space/scale-bar.ts';

export interface PngWords {
  /** Times, as lines already worded. */
  readonly times: readonly string[];
  /** Below the picture: demonstration, facts, note, sources. */
  readonly lines: readonly string[];
  readonly length: (lengthM: number) => string;
}

type Drawn = Pick<MapPrint, 'title' | 'legend' | 'colours'>;
/** Heights and gaps, CSS pixels at the picture's ratio. */
const [HEAD, ROW, EDGE] = [56, 24, 16];

/**
 * @param ratio        pixels of the picture for a CSS pixel
 * @param metresPerPx  metres on the ground of a CSS pixel
 */
export async function composePng(
  picture: Blob,
  { title, legend, colours }: Drawn,
  { times, lines, length }: PngWords,
  ratio: number,
  metresPerPx: number,
): Promise<Blob> {
  const map = await createImageBitmap(picture);
  const width = map.width / ratio;
  const perRow = Math.max(1, Math.floor((width - 2 * EDGE) / 220));
  const legendRows = Math.ceil(legend.length / perRow);
  const height = HEAD + map.height / ratio + EDGE + (legendRows + lines.length + 1) * ROW + EDGE;
  const canvas = document.createElement('canvas');
  canvas.width = map.width;
  canvas.height = Math.round(height * ratio);
  const pen = canvas.getContext('2d', { alpha: false })!;
  pen.scale(ratio, ratio);
  pen.fillStyle = colours.ground;
  pen.fillRect(0, 0, width, height);
  pen.drawImage(map, 0, HEAD, width, map.height / ratio);
  const face = getComputedStyle(document.body).fontFamily;
  const write = (text: string, x: number, y: number, size = 13, weight = 400, align: CanvasTextAlign = 'left') => {
    pen.font = `${weight} ${size}px ${face}`;
    pen.textAlign = align;
    pen.fillStyle = colours.ink;
    pen.textBaseline = 'middle';
    pen.fillText(text, x, y, width - 2 * EDGE);
  };
  write(title, EDGE, HEAD / 2, 20, 700);
  times.forEach((time, at) => write(time, width - EDGE, 18 + at * 20, 12, 400, 'right'));
  let y = HEAD + map.height / ratio + EDGE + ROW / 2;
  legend.forEach(({ name, count, symbol }, at) => {
    const [x, line] = [EDGE + (at % perRow) * 220, y + Math.floor(at / perRow) * ROW];
    drawSymbol(pen, symbol, x, line - 9);
    write(`${name}  ${count}`, x + 26, line);
  });
  y += legendRows * ROW;
  const { lengthM, widthPx } = scaleBar(metresPerPx, 240);
  pen.fillRect(EDGE, y + 2, widthPx, 3);
  write(length(lengthM), EDGE + widthPx + 8, y + 2);
  lines.forEach((line, at) => write(line, EDGE, y + (at + 1) * ROW, 12));
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('No picture was made'))), 'image/png');
  });
}

function drawSymbol(pen: CanvasRenderingContext2D, symbol: MapPrint['legend'][number]['symbol'], x: number, y: number) {
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
