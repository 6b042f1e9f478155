// A symbol of the legend with the colours that the theme gives it, as paper and pictures take them.
import type { MapPrint } from '#contract/files';
import type { SymbolDrawing } from '../../ui/legend-symbol.tsx';

type Strokes = MapPrint['legend'][number]['symbol'];

/** `within` is an element of the theme that the map was drawn in. */
export function colouredSymbol({ paths }: SymbolDrawing, within: Element): Strokes {
  return paths.map(({ d, fill, stroke, width, dash }) => ({
    d,
    ...(fill && fill !== 'none' && { fill: colourOf(fill, within) }),
    ...(stroke && stroke !== 'none' && { stroke: colourOf(stroke, within) }),
    ...(width !== undefined && { width }),
    ...(dash !== undefined && { dash: dash.split(/[ ,]+/).map(Number) }),
  }));
}

/** A token in force at an element as #rrggbb; what it lets through is left out. */
export function colourOf(token: string, within: Element): string {
  const text = token.startsWith('--') ? getComputedStyle(within).getPropertyValue(token).trim() : token;
  const pen = document.createElement('canvas').getContext('2d');
  if (!pen) throw new Error('This browser paints no canvas');
  pen.fillStyle = text;
  const plain = pen.fillStyle;
  return /^#[0-9a-f]{6}$/i.test(plain) ? plain : '#808080';
}
