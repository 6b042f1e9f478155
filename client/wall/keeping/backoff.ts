// How long to wait after the n-th failure in a row. Pure.

const FIRST_MS = 5_000;
const MOST_MS = 30 * 60_000;

/** 5 s, 10 s, 20 s … at most half an hour; `failures` >= 1. */
export const waitAfter = (failures: number) => Math.min(MOST_MS, FIRST_MS * 2 ** (failures - 1));

/** A part that broke this often in a row needs a new page. */
export const RELOAD_AFTER = 4;
