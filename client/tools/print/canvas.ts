// Paints an opaque picture: without alpha the browser writes three samples a pixel, a quarter less to send, and nothing shines through.

/** The pen of a canvas. @throws Error where this browser paints none */
export function penOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const pen = canvas.getContext('2d', { alpha: false });
  if (!pen) throw new Error('This browser paints no canvas');
  return pen;
}

/** What was painted, as PNG. */
export const pngOf = (canvas: HTMLCanvasElement) =>
  new Promise<Blob>((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('No picture was made'))), 'image/png');
  });
