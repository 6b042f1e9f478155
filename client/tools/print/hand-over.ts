// Files from and to the browser's hands.
import type { MapPrint } from '#contract/files';
import { sendForFile } from '../../platform/http.ts';
import type { Sheet } from './sheet.ts';

/** An A3 of some megabytes has to get there and back, ms. */
const DEADLINE_MS = 90_000;

/** Has the server compose the sheet as PDF. @throws RequestError */
export async function makePdf(sheet: Sheet, picture: Blob): Promise<Blob> {
  const print: MapPrint = { ...sheet, picture: await toBase64(picture) };
  return sendForFile('/api/files/map-print', print, DEADLINE_MS);
}

/** Lets the browser keep a file. */
export function handOver({ blob, name }: { blob: Blob; name: string }): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // A browser may begin to read it only after it has asked where it goes.
  setTimeout(() => URL.revokeObjectURL(link.href), DEADLINE_MS);
}

const toBase64 = (blob: Blob) =>
  new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => reject(new Error('The picture could not be read'));
    reader.readAsDataURL(blob);
  });
