// Whether somebody is at this screen. A console asks by itself all day: its questions must not keep an abandoned session alive.

/** After this long without a hand on it, what the page asks is not the person's asking, ms. */
const GONE_MS = 60_000;
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

let touchedAt: number | undefined;

/** From now on this page knows when it was last touched; a page that never calls it counts as attended. */
export function watchAttendance(): void {
  const note = () => {
    touchedAt = Date.now();
  };
  note();
  for (const sign of SIGNS) addEventListener(sign, note, { passive: true, capture: true });
}

/** Headers of a request: says so where nobody is there. */
export function attendanceHeaders(): Record<string, string> {
  return touchedAt !== undefined && Date.now() - touchedAt > GONE_MS ? { 'x-unattended': '1' } : {};
}
