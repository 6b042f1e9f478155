// What a wall shows after a command. Pure.
import type { Wall, WallCommand } from '../contract.ts';

/** What a command may change. */
export type WallView = Pick<Wall, 'scene' | 'held' | 'yesterday' | 'focus'>;

type Shown = WallView & {
  readonly scenes: readonly { readonly key: string }[];
  readonly rows: readonly { readonly id: string }[];
};

/**
 * The view after the command; undefined where it asks for what the wall does not have: another's scene, an incident that is not in its feed.
 * A scene looks at its whole area when it comes.
 */
export function steer(wall: Shown, command: WallCommand): WallView | undefined {
  const view = { scene: wall.scene, held: wall.held, yesterday: wall.yesterday, focus: wall.focus };
  switch (command.command) {
    case 'show':
      return wall.scenes.some(({ key }) => key === command.scene)
        ? { ...view, scene: command.scene, focus: null }
        : undefined;
    case 'next':
      return { ...view, scene: stepped(wall, 1), focus: null };
    case 'previous':
      return { ...view, scene: stepped(wall, -1), focus: null };
    case 'hold':
      return { ...view, held: true };
    case 'turn':
      return { ...view, held: false };
    case 'yesterday':
      return { ...view, yesterday: command.on };
    case 'focus':
      return command.incident === null || wall.rows.some(({ id }) => id === command.incident)
        ? { ...view, focus: command.incident }
        : undefined;
  }
}

/** The scene beside the shown one, round the end. */
function stepped({ scenes, scene }: Shown, by: 1 | -1): string {
  const at = scenes.findIndex(({ key }) => key === scene);
  return scenes[(at + by + scenes.length) % scenes.length]?.key ?? scene;
}
