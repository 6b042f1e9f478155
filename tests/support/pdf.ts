// Reads a paper with other software than what made it: Mozilla's pdf.js.
import { getDocument, OPS, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

export interface ReadPaper {
  readonly pages: number;
  /** Millimetres. */
  readonly widthMm: number;
  readonly heightMm: number;
  readonly text: string;
  readonly title: string;
  /** Names of the fonts on the first page, and whether each came with the file. */
  readonly fonts: readonly { readonly name: string; readonly embedded: boolean }[];
  /** Of every letter on the first page how it is drawn: its closed lines, and the curves in all of them. */
  readonly letters: ReadonlyMap<string, { readonly lines: number; readonly curved: number }>;
  readonly pictures: readonly { readonly widthPx: number; readonly heightPx: number }[];
  /** Boxes of everything drawn as a path, mm from the upper left corner of the page. */
  readonly paths: readonly {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  }[];
}

const MM = 25.4 / 72;

export async function readPaper(pdf: Uint8Array): Promise<ReadPaper> {
  const task = getDocument({ data: new Uint8Array(pdf), useSystemFonts: false, disableFontFace: true, verbosity: 0 });
  const document = await task.promise;
  const page = await document.getPage(1);
  const { width, height } = page.getViewport({ scale: 1 });
  const { items } = await page.getTextContent();
  const { info } = await document.getMetadata();
  const drawn = await readOperators(page, height);
  const paper = {
    pages: document.numPages,
    widthMm: width * MM,
    heightMm: height * MM,
    text: items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''),
    title: (info as { Title?: string }).Title ?? '',
    ...drawn,
  };
  await task.destroy();
  return paper;
}

type Matrix = [number, number, number, number, number, number];

/** Follows the page's own coordinate system through its operators. */
async function readOperators(page: PDFPageProxy, heightPt: number) {
  const { fnArray, argsArray } = await page.getOperatorList();
  const fonts = new Map<string, boolean>();
  const letters = new Map<string, { lines: number; curved: number }>();
  let face = '';
  const pictures: { widthPx: number; heightPx: number }[] = [];
  const paths: { x: number; y: number; width: number; height: number }[] = [];
  const stack: Matrix[] = [];
  let now: Matrix = [1, 0, 0, 1, 0, 0];
  for (const [at, operator] of fnArray.entries()) {
    const given = argsArray[at] as unknown[];
    if (operator === OPS.save) stack.push(now);
    else if (operator === OPS.restore) now = stack.pop() ?? now;
    else if (operator === OPS.transform) now = times(now, given as Matrix);
    else if (operator === OPS.setFont) {
      const font = page.commonObjs.get(given[0] as string) as { name: string; missingFile?: boolean };
      fonts.set(font.name, font.missingFile === false);
      face = given[0] as string;
    } else if (operator === OPS.showText) {
      for (const glyph of given[0] as ({ unicode: string; fontChar: string } | number)[]) {
        const name = typeof glyph === 'object' && `${face}_path_${glyph.fontChar}`;
        if (name && page.commonObjs.has(name)) letters.set(glyph.unicode, readOutline(page.commonObjs.get(name)));
      }
    } else if (operator === OPS.paintImageXObject)
      pictures.push({ widthPx: Number(given[1]), heightPx: Number(given[2]) });
    else if (operator === OPS.constructPath && given[2]) {
      const [left = 0, top = 0, right = 0, bottom = 0] = given[2] as Float32Array;
      const [a, b] = [apply(now, left, top), apply(now, right, bottom)];
      const box = { x: Math.min(a[0], b[0]), y: heightPt - Math.max(a[1], b[1]) };
      const size = { width: Math.abs(a[0] - b[0]), height: Math.abs(a[1] - b[1]) };
      paths.push({ x: box.x * MM, y: box.y * MM, width: size.width * MM, height: size.height * MM });
    }
  }
  return { fonts: [...fonts].map(([name, embedded]) => ({ name, embedded })), letters, pictures, paths };
}

/** An outline of pdf.js: a number for what is done (0 begins a line, 1 is straight, 2 and 3 curve, 4 closes), then its points. */
function readOutline({ path }: { path: Float32Array }) {
  const outline = { lines: 0, curved: 0 };
  for (let at = 0; at < path.length; at += 1 + POINTS[path[at]!]! * 2) {
    if (path[at] === 0) outline.lines += 1;
    if (path[at] === 2 || path[at] === 3) outline.curved += 1;
  }
  return outline;
}
const POINTS = [1, 1, 3, 2, 0];

const times = ([a, b, c, d, e, f]: Matrix, [A, B, C, D, E, F]: Matrix): Matrix => [
  a * A + c * B,
  b * A + d * B,
  a * C + c * D,
  b * C + d * D,
  a * E + c * F + e,
  b * E + d * F + f,
];
const apply = ([a, b, c, d, e, f]: Matrix, x: number, y: number): [number, number] => [
  a * x + c * y + e,
  b * x + d * y + f,
];
