// Which rows are in sight, and where a key leads. Pure.

/** Rows drawn beyond each edge, so that a quick scroll shows no gap. */
const BEYOND = 6;

/** @returns indexes [from, to) of the rows to draw; `sight` and `rowHeight` in CSS pixels. */
export function rowsInSight(
  sight: { readonly top: number; readonly height: number },
  rowHeight: number,
  count: number,
): { from: number; to: number } {
  const first = Math.floor(sight.top / rowHeight) - BEYOND;
  const last = Math.ceil((sight.top + sight.height) / rowHeight) + BEYOND;
  const to = Math.min(count, Math.max(0, last));
  return { from: Math.max(0, Math.min(first, to)), to };
}

const PAGE = 8;

/** The row that a key leads to from `at` (-1: nowhere yet); undefined where the key means nothing here. */
export function rowAfterKey(key: string, at: number, count: number): number | undefined {
  if (count === 0) return undefined;
  const within = (index: number) => Math.max(0, Math.min(count - 1, index));
  switch (key) {
    case 'j':
    case 'J':
    case 'ArrowDown':
      return within(at + 1);
    case 'k':
    case 'K':
    case 'ArrowUp':
      return within(at - 1);
    case 'PageDown':
      return within(at + PAGE);
    case 'PageUp':
      return within(at - PAGE);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
