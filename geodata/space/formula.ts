// Texts that a spreadsheet would run as a formula (CSV injection): made harmless on the way out, and whole again on the way in.

/**
 * The signs that begin a formula in Excel, LibreOffice or WPS, their full-width forms too, which East Asian editions take alike.
 * Any number of apostrophes before: otherwise a text that already has one would lose it on its way back.
 */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/u;

/** A text for a cell of a CSV file: one that would begin a formula is led by an apostrophe. Undone by `restoreFormula`. */
export const neutraliseFormula = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** A text from a cell of a CSV file as it was before `neutraliseFormula`; others stay as they are. */
export const restoreFormula = (text: string): string =>
  text.startsWith("'") && FORMULA.test(text.slice(1)) ? text.slice(1) : text;
