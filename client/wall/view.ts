// What the wall shows, kept on this machine so that a reload goes on exactly where it was.
import { recall, remember } from '../platform/remembered.ts';
import { firstScene, type Turn, type Turning } from './turning.ts';

export interface WallView extends Turning {
  /** Beside now, the same hours of yesterday. */
  readonly yesterday: boolean;
  /** The incident that it looks at; null for the scene's own view. */
  readonly focus: string | null;
}

const VIEW = 'wall.view';

/** What was kept, where its scene still exists; else the scene that the address wants. */
export function recallView(scenes: readonly Turn[], wanted: string | undefined, now: number): WallView {
  const kept = recall<Partial<WallView>>(VIEW, {});
  const known = scenes.some(({ name }) => name === kept.scene);
  return {
    scene: firstScene(scenes, known ? kept.scene : wanted),
    since: known && typeof kept.since === 'number' && kept.since <= now ? kept.since : now,
    held: known && kept.held === true,
    yesterday: kept.yesterday !== false,
    focus: typeof kept.focus === 'string' ? kept.focus : null,
  };
}

export const rememberView = (view: WallView) => remember(VIEW, view);
