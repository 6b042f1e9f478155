// Whose page this is, and what it has to forget when it is somebody else's.

/** left: the person is gone, or acts in another post; replaced: somebody else has come. */
type Occasion = 'left' | 'replaced';

interface Person {
  readonly id: string;
  readonly post: string | null;
}

const toForget: Record<Occasion, Set<() => void>> = { left: new Set(), replaced: new Set() };
let present: Person | undefined;
let last: string | undefined;

/** Has a store of this page forget what it holds; for as long as the page stands. */
export function forgetWhen(occasion: Occasion, forget: () => void): void {
  toForget[occasion].add(forget);
}

/** Takes note of who is there now, undefined for nobody; what was of the one before is forgotten. Answers whether there was one. */
export function noticePerson(now: Person | undefined): boolean {
  const before = present;
  if (now?.id === before?.id && now?.post === before?.post) return false;
  if (before) tell('left');
  if (now && last !== undefined && now.id !== last) tell('replaced');
  present = now;
  last = now?.id ?? last;
  return before !== undefined;
}

function tell(occasion: Occasion): void {
  for (const forget of toForget[occasion]) forget();
}
