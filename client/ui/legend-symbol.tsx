// A layer's symbol as strokes in a box of 18, so that the legend and the map draw the very same thing.

/** One stroke or area. Colours are tokens by name (`--c-text-2`) or `none`. */
export interface SymbolPath {
  readonly d: string;
  readonly fill?: string;
  readonly stroke?: string;
  /** Units of the box; 1.2 where not given. */
  readonly width?: number;
  readonly dash?: string;
}

export interface SymbolDrawing {
  readonly paths: readonly SymbolPath[];
}

const colour = (token: string | undefined) => (token === undefined ? 'none' : `var(${token})`);

/** Decoration: the row beside it has the name. */
export function LegendSymbol({ drawing }: { drawing: SymbolDrawing }) {
  return (
    <svg className="legend-symbol" width="18" height="18" viewBox="0 0 18 18" aria-hidden="true" focusable="false">
      {drawing.paths.map(({ d, fill, stroke, width = 1.2, dash }, index) => (
        <path
          key={index}
          d={d}
          fill={colour(fill)}
          stroke={colour(stroke)}
          strokeWidth={width}
          strokeDasharray={dash}
          strokeLinejoin="round"
        />
      ))}
    </svg>
  );
}
