// A sample of the places of a file, in its own system, for whoever guesses what that is.
import type { SamplePlace } from './crs-evidence.ts';
import { firstPosition } from './features.ts';
import type { OpenedFile, PlaceColumns } from './opened-file.ts';
import { rawPlace } from './place-row.ts';

const MAX_ROWS = 5000;
const MAX_PLACES = 2000;

/** Which columns tell what a place is called and in which county it lies. */
export interface TellingColumns {
  name?: string;
  county?: string;
}

/** Up to 2,000 places of the first 5,000 rows. A line or an area is there by its first position. */
export async function samplePlaces(
  file: OpenedFile,
  place: PlaceColumns,
  { name, county }: TellingColumns,
  signal?: AbortSignal,
): Promise<SamplePlace[]> {
  const places: SamplePlace[] = [];
  let rows = 0;
  for await (const row of file.rows(signal ? { signal } : {})) {
    const position = firstPosition(rawPlace(row, place).raw);
    const text = (column: string | undefined) => {
      const value = column === undefined ? undefined : row.values[column];
      return typeof value === 'string' && value !== '' ? value : undefined;
    };
    const [called, lies] = [text(name), text(county)];
    if (position && (position[0] !== 0 || position[1] !== 0))
      places.push({ position, ...(called ? { name: called } : {}), ...(lies ? { county: lies } : {}) });
    if (++rows >= MAX_ROWS || places.length >= MAX_PLACES) break;
  }
  return places;
}
