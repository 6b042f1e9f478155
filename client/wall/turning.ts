// Which scene stands, and when the next one comes. Pure: the clock is given.

export interface Turning {
  readonly scene: string;
  /** Since when it stands, ms since 1970. */
  readonly since: number;
  /** Somebody holds it: it stays until let go. */
  readonly held: boolean;
}

/** A scene as the turning knows it. */
export interface Turn {
  readonly name: string;
  /** How long it stands, seconds > 0. */
  readonly seconds: number;
}

/** The scene that is wanted where there is such a one, else the first. */
export const firstScene = (scenes: readonly Turn[], wanted: string | undefined) =>
  scenes.find(({ name }) => name === wanted)?.name ?? scenes[0]!.name;

/** The scene `steps` further, in a circle; backwards where negative. What is held stays held. */
export function step<T extends Turning>(turning: T, scenes: readonly Turn[], steps: number, now: number): T {
  const at = scenes.findIndex(({ name }) => name === turning.scene);
  const next = scenes[(at + steps + scenes.length) % scenes.length];
  return next ? { ...turning, scene: next.name, since: now } : turning;
}

/** A scene by name; a name that is not there changes nothing. */
export function pick<T extends Turning>(turning: T, scenes: readonly Turn[], name: string, now: number): T {
  return scenes.some((scene) => scene.name === name) ? { ...turning, scene: name, since: now } : turning;
}

/** Let go, the scene stands its whole time again. */
export const hold = <T extends Turning>(turning: T, held: boolean, now: number): T => ({
  ...turning,
  held,
  since: now,
});

/**
 * When the next scene is due, ms since 1970; undefined while held.
 * `stoppedUntil`: what matters has just happened, nothing turns before then.
 */
export function dueAt(turning: Turning, scenes: readonly Turn[], stoppedUntil: number): number | undefined {
  if (turning.held) return undefined;
  const seconds = scenes.find(({ name }) => name === turning.scene)?.seconds ?? 0;
  return Math.max(turning.since + seconds * 1000, stoppedUntil);
}
