// The order of everything drawn, bottom to top. A layer names its band, never a number.
import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';

export const BANDS = [
  'ground',
  'water',
  'roads',
  'metro',
  'boundaries',
  'areas',
  'hatch',
  'sites',
  'flows',
  'labels',
  'pins',
  'selection',
  'tags',
] as const;
export type Band = (typeof BANDS)[number];

/** Bands into which capabilities put layers of the style: above the basemap's ground and beneath its names, `labels` above those. */
export const TILE_BANDS = ['areas', 'hatch', 'sites', 'flows', 'labels'] as const satisfies readonly Band[];
export type TileBand = (typeof TILE_BANDS)[number];

/** How high a layer of the overlay stands; the overlay as a whole lies above the basemap's names. */
export function bandOrder(band: Band): number {
  return BANDS.indexOf(band);
}

/** The style layer before which the layers of a band are put: an empty layer that marks where the band ends. */
export function bandEnd(band: TileBand): string {
  return `end-of-${band}`;
}

/**
 * A basemap style with a mark for the end of every band: between its ground and its names, that of `labels` above all names.
 * The basemap's own order is kept: whatever comes before the first name layer is ground.
 */
export function withBands(style: StyleSpecification): StyleSpecification {
  const isName = ({ type }: LayerSpecification) => type === 'symbol';
  const first = style.layers.findIndex(isName);
  const cut = first < 0 ? style.layers.length : first;
  const markOf = (band: TileBand): LayerSpecification => ({
    id: bandEnd(band),
    type: 'background',
    layout: { visibility: 'none' },
  });
  const beneath = TILE_BANDS.filter((band) => band !== 'labels').map(markOf);
  return {
    ...style,
    layers: [...style.layers.slice(0, cut), ...beneath, ...style.layers.slice(cut), markOf('labels')],
  };
}
