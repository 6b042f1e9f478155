// The map's names are drawn from the font files that the page ships: no glyph server, nothing from outside.
import type { FontFacesSpecification } from 'maplibre-gl';
import unicodeRanges from '@fontsource/noto-sans-sc/unicode.json';

// The package also holds all characters in one file of a megabyte, which nobody needs.
const files = import.meta.glob<string>(
  [
    '../../node_modules/@fontsource/noto-sans-sc/files/noto-sans-sc-*-400-normal.woff2',
    '!../../node_modules/@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-*',
  ],
  { query: '?url', import: 'default', eager: true },
);

/** Name of the face in the style's `text-font`. */
export const MAP_FONT = 'Noto Sans SC';

/** One file for each range of characters: a city's names need about fourteen of the hundred. */
export function mapFontFaces(): FontFacesSpecification {
  const faces = Object.entries(unicodeRanges).flatMap(([subset, ranges]) => {
    const part = subset.replace(/[[\]]/g, '');
    const path = Object.keys(files).find((file) => file.endsWith(`/noto-sans-sc-${part}-400-normal.woff2`));
    const url = path && files[path];
    return url ? [{ url: new URL(url, location.href).href, 'unicode-range': ranges.split(',') }] : [];
  });
  return { [MAP_FONT]: faces };
}
