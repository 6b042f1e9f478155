/** Zooms between which a city is looked at. */
export const ZOOMS = { minZoom: 6, maxZoom: 18 } as const;
