// The map on paper: title, picture, legend, scale, north, time, sources, and where the same view is opened.
import { encode } from 'uqr';
import { scaleBar } from '../../geodata/space/scale-bar.ts';
import { MAP_SHEETS, type FrameMm, type MapPrint } from './contract.ts';
import { Paper } from './paper/paper.ts';
import { WORDS } from './words.ts';

/** What the server knows better than the page that asks. */
export interface SheetFacts {
  readonly png: Buffer;
  readonly at: Date;
  readonly sources: readonly string[];
  readonly demo: boolean;
}

const [INK, INK_2, LINE] = ['#14191e', '#424c56', '#8a959e'];
const ROW_MM = 5.6;
const QR_MM = 24;

/** Composes the sheet; answers it as PDF. */
export async function composeMapSheet(print: MapPrint, facts: SheetFacts): Promise<Buffer> {
  const { width, height, map, columns } = MAP_SHEETS[print.paper][print.orientation];
  const { title, language } = print;
  const paper = new Paper({ widthMm: width, heightMm: height, title, language, at: facts.at });
  await drawHead(paper, print, facts, width);
  paper.picture(facts.png, map.x, map.y, map.width, map.height);
  paper.rectangle(map.x, map.y, map.width, map.height, { stroke: INK, width: 0.25 });
  const columnAt = (at: number) => columns[Math.min(at, columns.length - 1)]!;
  const after = new Map<FrameMm, number>();
  // Each block goes to its column, below what stands there already.
  const blocks = [drawLegend, drawScale, drawFacts, drawSameView];
  for (const [at, block] of blocks.entries()) {
    const column = columnAt(Math.min(at, 2));
    const y = after.get(column) ?? column.y;
    const left = { ...column, y, height: column.y + column.height - y };
    after.set(column, (await block(paper, print, left)) + 4);
  }
  await drawFoot(paper, print, facts, { width, height });
  return paper.finish();
}

async function drawHead(paper: Paper, print: MapPrint, { at, demo }: SheetFacts, width: number): Promise<void> {
  const words = WORDS[print.language];
  const aside = 78;
  const { moment } = print;
  await paper.text(print.title, { x: 10, y: 9, width: width - 24 - aside, size: 17, weight: 700 });
  if (demo)
    await paper.text(words.demo, { x: 10, y: 17.6, width: width - 24 - aside, size: 8.5, weight: 700, colour: INK_2 });
  const right = { x: width - 10 - aside, width: aside, align: 'right', colour: INK_2 } as const;
  await paper.text(`${words.printedAt} ${formatInstant(at)}`, { ...right, y: 10, size: 9 });
  const shown = moment ? `${formatInstant(new Date(moment.at))}${words[moment.how]}` : formatInstant(at);
  await paper.text(`${words.asOf} ${shown}`, {
    ...right,
    y: 15.4,
    size: 9,
    ...(moment && { weight: 700, colour: INK }),
  });
}

/** Every block answers where it ends, mm from the top. */
async function drawLegend(paper: Paper, { legend, language, colours }: MapPrint, box: FrameMm): Promise<number> {
  const top = box.y + 6;
  const { ground, ink } = colours;
  await paper.text(WORDS[language].legend, { x: box.x, y: box.y, width: box.width, size: 8.5, weight: 700 });
  if (legend.length === 0) return top;
  const row = Math.min(ROW_MM, (box.height - 8) / legend.length);
  paper.rectangle(box.x, top, box.width, row * legend.length + 2, { fill: ground, stroke: LINE });
  for (const [at, { name, count, symbol }] of legend.entries()) {
    const y = top + 1 + at * row;
    for (const { d, ...stroke } of symbol) paper.path(d, box.x + 1.5, y + (row - 4.4) / 2, 4.4, 18, stroke);
    const line = { y: y + (row - 4.2) / 2, size: 8.5, colour: ink };
    await paper.text(name, { ...line, x: box.x + 7.5, width: box.width - 24 });
    await paper.text(count, { ...line, x: box.x + box.width - 16, width: 14, align: 'right' });
  }
  return top + row * legend.length + 2;
}

/** The bar is as long on the paper as it says: whoever lays a ruler on it measures right. */
async function drawScale(paper: Paper, { metresPerMm, language }: MapPrint, box: FrameMm): Promise<number> {
  const words = WORDS[language];
  const { lengthM, widthPx: lengthMm } = scaleBar(metresPerMm, box.width - 18);
  const half = lengthMm / 2;
  const bar = { x: box.x, y: box.y + 5 };
  paper.rectangle(bar.x, bar.y, half, 1.2, { fill: INK });
  paper.rectangle(bar.x + half, bar.y, half, 1.2, { fill: '#ffffff' });
  paper.rectangle(bar.x, bar.y, lengthMm, 1.2, { stroke: INK, width: 0.2 });
  const [amount, form] = lengthM < 1000 ? [lengthM, words.metres] : [lengthM / 1000, words.kilometres];
  await paper.text('0', { x: bar.x, y: box.y, width: 6, size: 8 });
  await paper.text(fill(form, String(amount)), {
    x: bar.x + lengthMm - 20,
    y: box.y,
    width: 20,
    size: 8,
    align: 'right',
  });
  const ratio = Math.round(metresPerMm * 1000);
  await paper.text(fill(words.ratio, roundTo3(ratio)), {
    x: box.x,
    y: bar.y + 2.4,
    width: box.width - 12,
    size: 8,
    colour: INK_2,
  });
  // North: the console's map is never turned.
  paper.path('M5 0 10 14 5 11 0 14z', box.x + box.width - 8, box.y + 3.4, 5, 10, { fill: INK });
  await paper.text(words.north, { x: box.x + box.width - 8, y: box.y - 0.4, width: 8, size: 8, weight: 700 });
  return bar.y + 7;
}

async function drawFacts(paper: Paper, { facts, note, language }: MapPrint, box: FrameMm): Promise<number> {
  let { y } = box;
  const noted = note.trim() === '' ? [] : [{ name: WORDS[language].note, value: note.trim() }];
  for (const { name, value } of [...facts, ...noted]) {
    y += await paper.text(name, { x: box.x, y, width: box.width, size: 7.5, colour: INK_2 });
    y += 1 + (await paper.text(value, { x: box.x, y, width: box.width, size: 9, lines: 6 }));
  }
  return y;
}

/** A code for a telephone; left out where the column has no room for it. */
async function drawSameView(paper: Paper, { address, language }: MapPrint, box: FrameMm): Promise<number> {
  if (box.height < QR_MM + 6) return box.y;
  const { data, size } = encode(address, { ecc: 'L', border: 0 });
  const dark = data.flatMap((row, y) => row.flatMap((on, x) => (on ? [`M${x} ${y}h1v1h-1z`] : [])));
  paper.path(dark.join(''), box.x, box.y, QR_MM, size, { fill: INK });
  await paper.text(WORDS[language].sameView, {
    x: box.x,
    y: box.y + QR_MM + 1,
    width: box.width,
    size: 7.5,
    colour: INK_2,
  });
  return box.y + QR_MM + 6;
}

async function drawFoot(
  paper: Paper,
  print: MapPrint,
  { sources }: SheetFacts,
  page: { width: number; height: number },
) {
  const line = { x: 10, width: page.width - 20, size: 6.5, colour: INK_2 };
  const words = WORDS[print.language];
  const text = `${words.sources}${sources.join(words.semicolon)}`;
  const taken = await paper.text(text, { ...line, y: page.height - 19, lines: 3 });
  await paper.text(print.address, { ...line, y: page.height - 19 + taken + 0.5, lines: 2 });
}

const fill = (text: string, n: string) => text.replace('{{n}}', n);

/** 1:48 237 is more than a paper can keep: three figures. */
function roundTo3(value: number): string {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 2);
  return (Math.round(value / step) * step).toString().replace(/\B(?=(\d{3})+$)/g, ' ');
}

const instant = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' });
/** 2026-07-08 14:32 */
const formatInstant = (at: Date) => instant.format(at);
