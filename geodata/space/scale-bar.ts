// A round distance and how long it is on the screen.

/** Metres of one CSS pixel at a latitude (degrees) and a zoom as MapLibre counts it (a world of 512 px at zoom 0). */
export function metresPerPixel(latitude: number, zoom: number): number {
  const equatorM = 40_075_016.686;
  return (equatorM * Math.cos((latitude * Math.PI) / 180)) / (512 * 2 ** zoom);
}

/** The longest of 1, 2 or 5 times a power of ten metres that is no longer than `maxPx`; both above 0. */
export function scaleBar(metresPerPx: number, maxPx: number): { lengthM: number; widthPx: number } {
  if (!(metresPerPx > 0 && maxPx > 0)) throw new RangeError('scaleBar needs a scale and a width above 0');
  const roomM = metresPerPx * maxPx;
  const power = 10 ** Math.floor(Math.log10(roomM));
  const step = [5, 2, 1].find((digit) => digit * power <= roomM) ?? 1;
  return { lengthM: step * power, widthPx: (step * power) / metresPerPx };
}
