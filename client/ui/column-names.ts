// The headings of a table where its rows are cards: on a phone each cell says itself what it is.
import type { CSSProperties } from 'react';

/** `--col-2: "登录名"` and so on, which the style sheet puts before the cells. */
export const columnNames = (headings: readonly string[]): CSSProperties =>
  Object.fromEntries(headings.map((heading, at) => [`--col-${at + 1}`, JSON.stringify(heading)]));
