// Times on paper and in names of files: to the minute, in Shanghai.
const stamp = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' });

/** 2026-07-08 14:32; `at` is ms since 1970. */
export const stampText = (at: number) => stamp.format(at);

/** 20260708-1432, as a file may be called. */
export const stampOf = (at: number) => stampText(at).replaceAll(/[-:]/g, '').replace(' ', '-');
