// The parts of a workbook that its sheets need: their names, shared texts, which styles are dates.
import { SaxesParser } from 'saxes';
import { partBytes, partText, type Part } from './archive.ts';
import { FileError } from './opened-file.ts';

export interface Sheet {
  name: string;
  hidden: boolean;
  part: Part;
}

export interface Workbook {
  sheets: Sheet[];
  texts: string[];
  /** By the number of a cell's style: it shows a date or a time. */
  dateStyles: boolean[];
  /** Days count from 1904 (old files of the Macintosh). */
  from1904: boolean;
}

type Attributes = Record<string, string>;
export interface Elements {
  open?: (name: string, attributes: Attributes) => void;
  text?: (text: string) => void;
  close?: (name: string) => void;
}

const local = (name: string) => name.slice(name.indexOf(':') + 1);

/** A parser that calls by the local names of elements. An entity that a document makes up for itself is an error. */
export function xmlParser({ open, text, close }: Elements): SaxesParser {
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => open?.(local(name), attributes));
  if (text) parser.on('text', text);
  parser.on('closetag', ({ name }) => close?.(local(name)));
  parser.on('error', (error) => {
    throw new FileError('broken-file', error.message);
  });
  return parser;
}

/** @throws FileError */
export async function readWorkbook(path: string, parts: readonly Part[]): Promise<Workbook> {
  const part = (name: string) => parts.find((one) => one.name.toLowerCase() === name.toLowerCase());
  const book = part('xl/workbook.xml');
  if (book === undefined) throw new FileError('missing-part', 'The workbook has no list of its sheets');
  const relations = part('xl/_rels/workbook.xml.rels');
  const targets = relations ? targetsOf(await partText(path, relations)) : new Map<string, string>();
  const sheets: Sheet[] = [];
  let from1904 = false;
  const parser = xmlParser({
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
      if (name !== 'sheet') return;
      const target = part(targets.get(attributes['r:id'] ?? '') ?? '');
      const hidden = (attributes.state ?? 'visible') !== 'visible';
      if (target) sheets.push({ name: attributes.name ?? '', hidden, part: target });
    },
  });
  parser.write(await partText(path, book)).close();
  if (sheets.length === 0) throw new FileError('missing-part', 'The workbook has no sheet');
  const texts = part('xl/sharedStrings.xml');
  const styles = part('xl/styles.xml');
  return {
    sheets,
    from1904,
    texts: texts ? await sharedTexts(path, texts) : [],
    dateStyles: styles ? dateStylesOf(await partText(path, styles)) : [],
  };
}

function targetsOf(xml: string): Map<string, string> {
  const targets = new Map<string, string>();
  const parser = xmlParser({
    open(name, { Id, Target }) {
      if (name !== 'Relationship' || Id === undefined || Target === undefined) return;
      targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`);
    },
  });
  parser.write(xml).close();
  return targets;
}

/** A text may stand in several runs; what says how it is pronounced (rPh) is no part of it. */
async function sharedTexts(path: string, part: Part): Promise<string[]> {
  const texts: string[] = [];
  let [inText, spoken, text] = [false, false, ''];
  const parser = xmlParser({
    open(name) {
      if (name === 'si') text = '';
      if (name === 'rPh') spoken = true;
      if (name === 't') inText = !spoken;
    },
    text(piece) {
      if (inText) text += piece;
    },
    close(name) {
      if (name === 't') inText = false;
      if (name === 'rPh') spoken = false;
      if (name === 'si') texts.push(text);
    },
  });
  const decoder = new TextDecoder('utf-8');
  for await (const chunk of partBytes(path, part)) parser.write(decoder.decode(chunk, { stream: true }));
  parser.close();
  return texts;
}

/** Numbers of built-in formats that show dates or times; 27–36 and 50–58 are those of East Asia. Source: ECMA-376 part 1, 18.8.30. */
const isDateNumber = (id: number) =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
/** A format of one's own shows a date where it holds y, m, d, h or s outside of quotes and brackets. */
const isDateFormat = (code: string) =>
  /[ymdhs]/i.test(code.replace(/"[^"]*"|\[(?![hms]+\])[^\]]*\]|\\./gi, '')) && !/general/i.test(code);

function dateStylesOf(xml: string): boolean[] {
  const own = new Map<number, boolean>();
  const styles: boolean[] = [];
  let inCells = false;
  const parser = xmlParser({
    open(name, attributes) {
      if (name === 'numFmt') own.set(Number(attributes.numFmtId), isDateFormat(attributes.formatCode ?? ''));
      if (name === 'cellXfs') inCells = true;
      if (name !== 'xf' || !inCells) return;
      const id = Number(attributes.numFmtId ?? 0);
      styles.push(own.get(id) ?? isDateNumber(id));
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  parser.write(xml).close();
  return styles;
}
