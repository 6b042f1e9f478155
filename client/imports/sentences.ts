// Codes of the readers and of the guess, as sentences.
import type { Coded, Words } from '#contract/imports';
import { useWords } from '../ui/language.ts';

const LENGTH = /(M|metres)$/;

export function useSentences() {
  const { t, language } = useWords();
  const coded = (group: 'notes' | 'reasons', { code, values }: Coded) => {
    const key = `imports.${group}.${code}` as 'imports.notes.no-crs';
    const lengths = Object.entries(values).filter(([name]) => LENGTH.test(name));
    return t(key, {
      ...values,
      ...Object.fromEntries(lengths.map(([name, m]) => [name, Math.round(Number(m))])),
      defaultValue: code,
    });
  };
  const told = (words: Words) => words[language === 'en' ? 'en' : 'zh'];
  /** `EPSG:4549` with its meridian; the four that people know by their names. */
  const system = (name: string) =>
    /^epsg/i.test(name)
      ? t('imports.systems.projected', { name: name.toUpperCase(), what: projectedName(name) })
      : t(`imports.systems.${name}` as 'imports.systems.wgs84', { defaultValue: name });
  return { t, language, coded, told, system };
}

/** Source: EPSG registry, as in geodata/space/epsg.ts. */
function projectedName(name: string): string {
  const code = Number(name.slice(5));
  if (code >= 4534 && code <= 4554) return `CGCS2000 3° ${75 + 3 * (code - 4534)}°E`;
  if (code >= 4513 && code <= 4533) return `CGCS2000 3° ${25 + code - 4513}`;
  if (code >= 4502 && code <= 4512) return `CGCS2000 6° ${75 + 6 * (code - 4502)}°E`;
  if (code >= 4491 && code <= 4501) return `CGCS2000 6° ${13 + code - 4491}`;
  if (code >= 32601 && code <= 32660) return `WGS 84 UTM ${code - 32600}N`;
  return code === 3857 ? 'Web Mercator' : '';
}
