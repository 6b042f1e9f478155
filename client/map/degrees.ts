// Degrees as they are read out: decimal, and as degrees, minutes and seconds.
import type { Position } from '../../geodata/space/geometry.ts';

/** 31°34′28.20″N 120°18′04.32″E; a hundredth of a second is about 0.3 m. */
export function formatDms([lon, lat]: Position): string {
  return `${dms(lat, 'N', 'S')} ${dms(lon, 'E', 'W')}`;
}

function dms(degrees: number, positive: string, negative: string): string {
  // In hundredths of a second, so that no 60 is ever written.
  const hundredths = Math.round(Math.abs(degrees) * 360_000);
  const [d, m, s] = [Math.floor(hundredths / 360_000), Math.floor(hundredths / 6000) % 60, (hundredths % 6000) / 100];
  const two = (value: number, digits = 0) => value.toFixed(digits).padStart(digits === 0 ? 2 : 3 + digits, '0');
  return `${d}°${two(m)}′${two(s, 2)}″${degrees < 0 ? negative : positive}`;
}
