// Measured figures as text: in the unit that a person would say, with digits that a click can mean.
import type { Language } from '../platform/url-state.ts';
import { formatNumber } from '../ui/formats.ts';
import { en, zh } from '../ui/words/tools.ts';

const UNITS = { zh: zh.unit, en: en.unit } as const;
const HECTARE_M2 = 10_000;
const SQUARE_KILOMETRE_M2 = 1_000_000;

/** 12.3 m, 850 m, 1.234 km, 52.3 km */
export function formatLength(lengthM: number, language: Language): string {
  const unit = UNITS[language];
  if (lengthM < 999.5) return `${formatNumber(lengthM, language, lengthM < 100 ? 1 : 0)} ${unit.m}`;
  return `${formatNumber(lengthM / 1000, language, lengthM < 10_000 ? 3 : 2)} ${unit.km}`;
}

/** 3,200 m², 4.56 公顷, 12.34 km² */
export function formatArea(areaM2: number, language: Language): string {
  const unit = UNITS[language];
  if (areaM2 < HECTARE_M2) return `${formatNumber(areaM2, language, areaM2 < 100 ? 1 : 0)} ${unit.m2}`;
  if (areaM2 < SQUARE_KILOMETRE_M2) return `${formatNumber(areaM2 / HECTARE_M2, language, 2)} ${unit.hectare}`;
  return `${formatNumber(areaM2 / SQUARE_KILOMETRE_M2, language, 2)} ${unit.km2}`;
}
