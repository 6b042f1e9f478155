// Small pictures for sites, hazards and shelters, painted when the style first asks for them.
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { SymbolDrawing } from '../ui/legend-symbol.tsx';

/** Side of a picture, CSS pixels at desk scale: that of the legend's symbols, so that both are drawn alike. */
const SIDE = 18;

const drawings = new Map<string, SymbolDrawing>();

/** Makes a drawing known by name: `symbolImage` is then what a layer's `icon-image` says. */
export function registerSymbol(name: string, drawing: SymbolDrawing): void {
  drawings.set(name, drawing);
}

/** The id of a picture: what it shows, in which colours, for which scale. */
export function symbolImage(name: string, theme: string, scale: number): string {
  return `symbol/${name}/${theme}/${scale}`;
}

/** Answers every id of `symbolImage` with its picture, at the pixels of the screen. */
export function resolveStyleImages(map: MapLibreMap): void {
  map.setMissingStyleImageResolver((id) => {
    const [kind, name, , scale] = id.split('/');
    const drawing = kind === 'symbol' && name ? drawings.get(name) : undefined;
    if (!drawing || map.hasImage(id)) return;
    const ratio = Math.max(1, map.getPixelRatio());
    const image = paintSymbol(drawing, map.getContainer(), SIDE * Number(scale) * ratio);
    map.addImage(id, image, { pixelRatio: ratio });
  });
}

function paintSymbol({ paths }: SymbolDrawing, within: Element, side: number): ImageData {
  const pixels = Math.ceil(side);
  const canvas = document.createElement('canvas');
  canvas.width = pixels;
  canvas.height = pixels;
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('This browser paints no canvas');
  const style = getComputedStyle(within);
  const colour = (text: string) => (text.startsWith('--') ? style.getPropertyValue(text).trim() : text);
  pen.scale(pixels / SIDE, pixels / SIDE);
  pen.lineJoin = 'round';
  for (const { d, fill, stroke, width = 1.2 } of paths) {
    const path = new Path2D(d);
    if (fill) {
      pen.fillStyle = colour(fill);
      pen.fill(path);
    }
    if (stroke) {
      pen.strokeStyle = colour(stroke);
      pen.lineWidth = width;
      pen.stroke(path);
    }
  }
  return pen.getImageData(0, 0, pixels, pixels);
}
