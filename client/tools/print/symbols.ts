// A symbol of the legend with the colours that the theme gives it, as paper and pictures take them.
import type { MapPrint } from '#contract/files';
import type { SymbolDrawing } from '../../ui/legend-symbol.tsx';

type Strokes = MapPrint['legend'][number]['symbol'];

/** What a token is where the map was drawn, as #rrggbb. */
export type ColourOf = (token: string) => string;

export function colouredSymbol({ paths }: SymbolDrawing, colourOf: ColourOf): Strokes {
  return paths.map(({ d, fill, stroke, width, dash }) => ({
    d,
    ...(fill && fill !== 'none' && { fill: colourOf(fill) }),
    ...(stroke && stroke !== 'none' && { stroke: colourOf(stroke) }),
    ...(width !== undefined && { width }),
    ...(dash !== undefined && { dash: dash.split(/[ ,]+/).map(Number) }),
  }));
}

/** Tokens in force at an element; what lets something through is grey, as paper cannot. */
export function coloursAt(element: Element): ColourOf {
  const style = getComputedStyle(element);
  const pen = document.createElement('canvas').getContext('2d');
  if (!pen) throw new Error('This browser paints no canvas');
  return (token) => {
    pen.fillStyle = '#808080';
    pen.fillStyle = token.startsWith('--') ? style.getPropertyValue(token).trim() : token;
    return /^#[0-9a-f]{6}$/i.test(pen.fillStyle) ? pen.fillStyle : '#808080';
  };
}
