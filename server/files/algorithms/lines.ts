// Breaks Chinese and Latin text into lines: between any two Chinese characters, at blanks in Latin, never before a closing mark.

/** Marks that do not begin a line (GB/T 15834, section 5). */
const NOT_FIRST = /^[，。、；：？！）》」』】〉”’…—·%‰℃,.;:?!)\]}]/u;
/** Marks that do not end one. */
const NOT_LAST = /[（《「『【〈“‘([{]$/u;
/** A word of Latin letters and figures, a run of blanks, or one character of anything else. */
const PIECES = /[\p{Script=Latin}\p{Nd}_.,:/?&=%@#~+-]+|\s+|./gsu;

/**
 * @param width   how wide a text is set, in any unit
 * @param room    the line's width in the same unit, above 0
 * @param most    no more lines than this; the last one then ends in …
 * @returns at least one line; a word wider than a line is broken inside
 */
export function breakLines(text: string, width: (text: string) => number, room: number, most: number): string[] {
  if (!(room > 0) || most < 1) throw new RangeError('breakLines needs room and at least one line');
  const lines: string[] = [];
  let line = '';
  const end = () => {
    lines.push(line.trimEnd());
    line = '';
  };
  for (const piece of piecesOf(text, width, room)) {
    if (line !== '' && width((line + piece).trimEnd()) > room && !NOT_FIRST.test(piece)) {
      const kept = NOT_LAST.exec(line)?.[0] ?? '';
      line = line.slice(0, line.length - kept.length);
      end();
      line = kept + piece.trimStart();
    } else line += piece;
  }
  end();
  return lines.length <= most ? lines : [...lines.slice(0, most - 1), shorten(lines[most - 1]!, width, room)];
}

const piecesOf = (text: string, width: (text: string) => number, room: number) =>
  (text.match(PIECES) ?? []).flatMap((piece) => (width(piece) > room ? [...piece] : [piece]));

function shorten(line: string, width: (text: string) => number, room: number): string {
  const characters = [...line];
  while (characters.length > 0 && width(`${characters.join('')}…`) > room) characters.pop();
  return `${characters.join('')}…`;
}
