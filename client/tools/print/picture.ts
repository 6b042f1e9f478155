// What the unseen map has drawn, as one opaque PNG, with the selected thing marked as on the screen.
import type { CityMap } from '../../map/city-map.ts';
import type { Selected } from '../../map/map-context.tsx';
import { readPalette } from '../../map/palette.ts';

export function pictureOf(city: CityMap, stage: Element, selected: Selected | undefined): Promise<Blob> {
  const [ground, ...above] = city.canvases();
  const canvas = document.createElement('canvas');
  canvas.width = ground!.width;
  canvas.height = ground!.height;
  // Without alpha the browser writes three samples a pixel: a quarter less to send, and nothing shines through.
  const pen = canvas.getContext('2d', { alpha: false });
  if (!pen) throw new Error('This browser paints no canvas');
  for (const layer of [ground!, ...above]) pen.drawImage(layer, 0, 0, canvas.width, canvas.height);
  if (selected) mark(pen, city, stage, selected);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('No picture was made'))), 'image/png');
  });
}

/** The ring and the tag of selection-mark.tsx, which are HTML and so not on the canvas. */
function mark(
  pen: CanvasRenderingContext2D,
  city: CityMap,
  stage: Element,
  { point, name, note, outline }: Selected,
): void {
  const { accent, surface, text } = readPalette(stage);
  const { x, y } = city.map.project([...point]);
  const ratio = city.map.getPixelRatio();
  pen.save();
  pen.scale(ratio, ratio);
  if (!outline) {
    pen.strokeStyle = accent;
    pen.lineWidth = 2;
    pen.beginPath();
    pen.arc(x, y, 19, 0, 2 * Math.PI);
    pen.stroke();
  }
  pen.font = `700 12px ${getComputedStyle(stage).fontFamily}`;
  const words = note === undefined ? name : `${name} · ${note}`;
  const width = pen.measureText(words).width + 16;
  pen.fillStyle = surface;
  pen.strokeStyle = accent;
  pen.lineWidth = 1;
  pen.beginPath();
  pen.roundRect(x + 25, y - 12, width, 24, 3);
  pen.fill();
  pen.stroke();
  pen.fillStyle = text;
  pen.textBaseline = 'middle';
  pen.fillText(words, x + 33, y);
  pen.restore();
}
