// A text in lines, as a canvas has none. Pure.

const words = new Intl.Segmenter('zh', { granularity: 'word' });

/** Broken between words (Chinese ones as the browser knows them); marks stay with the word before them, opening ones with the word after. A word wider than `room` has a line of its own. */
export function wrapped(text: string, room: number, widthOf: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of piecesOf(text)) {
    if (line !== '' && widthOf((line + piece).trimEnd()) > room) {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    } else line += piece;
  }
  return [...lines, line.trimEnd()];
}

/** Marks that begin what comes after them. */
const OPENING = /[\p{Ps}\p{Pi}]$/u;

function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  for (const { segment, isWordLike } of words.segment(text)) {
    const last = pieces.at(-1);
    if (last === undefined || (isWordLike === true && !OPENING.test(last)) || OPENING.test(segment))
      pieces.push(segment);
    else pieces[pieces.length - 1] = last + segment;
  }
  return pieces;
}
