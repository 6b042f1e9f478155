import type { Incident } from '#contract/incidents';

/** County and town, as far as known: what a wall has room for. */
export const placeOf = ({ county, town, address }: Pick<Incident, 'county' | 'town' | 'address'>): string =>
  [county, town].filter((word) => word !== null).join(' ') || (address ?? '');
