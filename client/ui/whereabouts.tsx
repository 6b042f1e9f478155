import type { Position } from '../../geodata/space/geometry.ts';
import { formatDegrees } from './formats.ts';
import { useWords } from './language.ts';
import type { Fact } from './drawer.tsx';

interface Placed {
  readonly point: Position;
  readonly county: string | null;
  readonly town: string | null;
  readonly address: string | null;
}

/** Where a registered thing is, in words and degrees. */
export function useWhereFacts({ point: [lon, lat], county, town, address }: Placed): Fact[] {
  const { t } = useWords();
  const place = [county, town].filter(Boolean).join(' ');
  return [
    { name: t('shell.fact.place'), value: [place, address].filter(Boolean).join(' ') || t('shell.unknown') },
    {
      name: t('shell.fact.coordinates'),
      value: t('shell.fact.coordinatesValue', { lon: formatDegrees(lon), lat: formatDegrees(lat) }),
    },
  ];
}
