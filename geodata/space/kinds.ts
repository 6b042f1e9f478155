// Words that records of a pack and the contracts of the capabilities have in common, each written once.

export const DIVISION_LEVELS = ['province', 'city', 'county', 'town', 'village'] as const;
export const GRID_KINDS = ['basic', 'special'] as const;
export const OWNER_DUTIES = ['governance', 'police', 'emergency', 'urban-management', 'fire', 'park'] as const;
export const PLACE_KINDS = ['place', 'lake', 'river', 'road', 'metro-station', 'landmark', 'transport'] as const;
export const HAZARD_CLASSES = ['natural', 'accident', 'public-health', 'social-security'] as const;
export const HAZARD_KINDS = [
  'hazardous-chemicals',
  'gas',
  'petrol-station',
  'steel',
  'cement',
  'power',
  'dust-explosion',
  'fireworks',
  'waterlogging',
  'flood',
  'landslide',
  'old-building',
  'high-rise-fire',
  'crowd',
  'special-equipment',
  'construction',
  'food',
  'other',
] as const;
export const SHELTER_KINDS = ['emergency', 'short-term', 'long-term'] as const;
export const SHELTER_STATES = ['ready', 'open', 'unavailable'] as const;
export const SITE_KINDS = [
  'kindergarten',
  'primary-school',
  'secondary-school',
  'university',
  'hospital',
  'clinic',
  'government',
  'police',
  'fire-station',
  'railway-station',
  'metro-station',
  'bus-station',
  'airport',
  'port',
  'mall',
  'market',
  'hotel',
  'cinema',
  'stadium',
  'park',
  'museum',
  'bank',
  'petrol-station',
  'utility',
  'care-home',
  'other',
] as const;

/** Digits of a division path by level. */
export const PATH_WIDTHS = { province: 2, city: 4, county: 6, town: 9, village: 12 } as const;
