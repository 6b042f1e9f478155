// Words of units: a quantity's name ends in its unit, and the client writes the unit behind the number.

export interface Unit {
  symbol: string;
  zh: string;
  en: string;
}

export const UNITS = {
  M: { symbol: 'm', zh: '米', en: 'metres' },
  Km: { symbol: 'km', zh: '公里', en: 'kilometres' },
  M2: { symbol: 'm²', zh: '平方米', en: 'square metres' },
  Km2: { symbol: 'km²', zh: '平方公里', en: 'square kilometres' },
  Persons: { symbol: '', zh: '人', en: 'people' },
  PersonsPerKm2: { symbol: '/km²', zh: '人/平方公里', en: 'people per square kilometre' },
  Seconds: { symbol: 's', zh: '秒', en: 'seconds' },
  Minutes: { symbol: 'min', zh: '分', en: 'minutes' },
  Degrees: { symbol: '°', zh: '度', en: 'degrees' },
} as const satisfies Record<string, Unit>;
export type UnitName = keyof typeof UNITS;

const LONGEST_FIRST = (Object.keys(UNITS) as UnitName[]).sort((a, b) => b.length - a.length);

/** The unit that ends a quantity's name: `areaKm2` → `Km2`; undefined where the name carries none. */
export const unitOf = (quantity: string): UnitName | undefined =>
  LONGEST_FIRST.find((unit) => quantity.length > unit.length && quantity.endsWith(unit));
