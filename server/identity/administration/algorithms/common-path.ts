// The smallest division that holds several. Pure.

/** Widths of division paths, the widest area first. */
const WIDTHS = [2, 4, 6, 9, 12];

/** The longest path of a division's width with which all begin; '' where there is none. */
export function commonPath(paths: readonly string[]): string {
  const [first = '', ...others] = paths;
  const shared = WIDTHS.map((width) => first.slice(0, width)).filter(
    (part, at) => part.length === WIDTHS[at] && others.every((path) => path.startsWith(part)),
  );
  return shared.at(-1) ?? '';
}
