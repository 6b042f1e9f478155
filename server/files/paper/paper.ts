// A paper that is being composed: text in Chinese and Latin, pictures, strokes. All lengths are millimetres, fonts are embedded as subsets.
import { setImmediate } from 'node:timers/promises';
import PDFDocument from 'pdfkit';
import { breakLines } from '../algorithms/lines.ts';
import { runsOf, type Weight } from './typeface.ts';

/** Points of a millimetre. */
const POINTS_PER_MM = 72 / 25.4;
/** Line height as a share of the letters' size. */
const LEADING = 1.4;
/** From the top of a line to the feet of its letters, as a share of their size. */
const ASCENT = 1.05;

export interface PaperOptions {
  readonly widthMm: number;
  readonly heightMm: number;
  readonly title: string;
  readonly language: 'zh' | 'en';
  readonly at: Date;
}

export interface TextOptions {
  readonly x: number;
  readonly y: number;
  /** Room for a line; the text is broken there. */
  readonly width: number;
  /** Size of the letters, points. */
  readonly size: number;
  readonly weight?: Weight;
  readonly colour?: string;
  readonly align?: 'left' | 'right';
  /** At most so many lines; what does not fit ends in …. */
  readonly lines?: number;
}

export interface Stroke {
  readonly fill?: string;
  readonly stroke?: string;
  /** In the units of the path. */
  readonly width?: number;
  readonly dash?: readonly number[];
}

export class Paper {
  readonly #document: PDFKit.PDFDocument;
  readonly #done: Promise<Buffer>;
  readonly #opened = new Set<string>();

  constructor({ widthMm, heightMm, title, language, at }: PaperOptions) {
    this.#document = new PDFDocument({
      size: [widthMm * POINTS_PER_MM, heightMm * POINTS_PER_MM],
      margin: 0,
      pdfVersion: '1.7',
      lang: language === 'zh' ? 'zh-CN' : 'en',
      displayTitle: true,
      info: { Title: title, Creator: '烽燧 Fengsui', Producer: 'pdfkit', CreationDate: at },
    });
    const chunks: Buffer[] = [];
    this.#document.on('data', (chunk: Buffer) => chunks.push(chunk));
    this.#done = new Promise((resolve, reject) => {
      this.#document.on('end', () => resolve(Buffer.concat(chunks)));
      this.#document.on('error', reject);
    });
  }

  /** Sets a text; answers the height that it took, mm. */
  async text(text: string, { x, y, width, size, weight = 400, ...look }: TextOptions): Promise<number> {
    const { colour = '#14191e', align = 'left', lines: most = 1 } = look;
    await this.#openFaces(text, weight);
    const widthOf = (part: string) => this.#widthOf(part, size, weight);
    const lines = breakLines(text, widthOf, width, most);
    const lineMm = (size * LEADING) / POINTS_PER_MM;
    for (const [at, line] of lines.entries()) {
      const start = align === 'right' ? x + width - widthOf(line) : x;
      this.#line(line, { x: start, y: y + at * lineMm, size, weight, colour });
    }
    return lines.length * lineMm;
  }

  /** A PNG, stretched to its frame. */
  picture(png: Buffer, x: number, y: number, width: number, height: number): void {
    const box = { width: width * POINTS_PER_MM, height: height * POINTS_PER_MM };
    this.#document.image(png, x * POINTS_PER_MM, y * POINTS_PER_MM, box);
  }

  /** An SVG path whose box of `box` units is drawn `side` mm wide, its upper left corner at x, y. */
  path(d: string, x: number, y: number, side: number, box: number, { fill, stroke, width = 1, dash }: Stroke): void {
    const scale = (side * POINTS_PER_MM) / box;
    const pen = this.#document
      .save()
      .translate(x * POINTS_PER_MM, y * POINTS_PER_MM)
      .scale(scale);
    pen.path(d).lineWidth(width).lineJoin('round');
    if (dash) pen.dash(dash[0]!, { space: dash[1] ?? dash[0]! });
    if (fill && stroke) pen.fillAndStroke(fill, stroke);
    else if (fill) pen.fill(fill);
    else if (stroke) pen.stroke(stroke);
    pen.restore();
  }

  /** A filled rectangle, or only its outline (`stroke`, `width` in mm). */
  rectangle(x: number, y: number, width: number, height: number, { fill, stroke, width: line = 0.2 }: Stroke): void {
    const [left, top, across, down] = [x, y, width, height].map((mm) => mm * POINTS_PER_MM) as [
      number,
      number,
      number,
      number,
    ];
    const pen = this.#document.rect(left, top, across, down).lineWidth(line * POINTS_PER_MM);
    if (fill && stroke) pen.fillAndStroke(fill, stroke);
    else if (fill) pen.fill(fill);
    else if (stroke) pen.stroke(stroke);
  }

  /** Ends the paper; answers it as PDF. */
  finish(): Promise<Buffer> {
    this.#document.end();
    return this.#done;
  }

  /** Opening a face costs some milliseconds: others get their turn between two of them. */
  async #openFaces(text: string, weight: Weight): Promise<void> {
    for (const { file } of runsOf(text, weight)) {
      if (this.#opened.has(file)) continue;
      this.#document.font(file);
      this.#opened.add(file);
      await setImmediate();
    }
  }

  #widthOf(text: string, size: number, weight: Weight): number {
    const widths = runsOf(text, weight).map((run) =>
      this.#document.font(run.file).fontSize(size).widthOfString(run.text),
    );
    return widths.reduce((sum, width) => sum + width, 0) / POINTS_PER_MM;
  }

  #line(
    text: string,
    { x, y, size, weight, colour }: { x: number; y: number; size: number; weight: Weight; colour: string },
  ) {
    let left = x * POINTS_PER_MM;
    const feet = y * POINTS_PER_MM + size * ASCENT;
    for (const run of runsOf(text, weight)) {
      const pen = this.#document.font(run.file).fontSize(size).fillColor(colour);
      pen.text(run.text, left, feet, { lineBreak: false, baseline: 'alphabetic' });
      left += pen.widthOfString(run.text);
    }
  }
}
