// A list of rows of one height that draws only what is in sight: thousands cost as much as twenty.
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type ReactNode, type RefCallback } from 'react';
import { flushSync } from 'react-dom';
import { rowAfterKey, rowsInSight } from './row-window.ts';

/** What a row's button needs to take part in the keyboard's walk through the list. */
export interface RowPlace {
  readonly ref: RefCallback<HTMLButtonElement>;
  readonly tabIndex: 0 | -1;
  readonly onFocus: () => void;
}

interface Props<Item> {
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string;
  /** CSS pixels. */
  readonly rowHeight: number;
  readonly label: string;
  /** Scrolled into sight when it changes. */
  readonly selectedKey?: string | undefined;
  readonly children: (item: Item, place: RowPlace) => ReactNode;
  /** Under the last row: a button for more. */
  readonly after?: ReactNode;
}

/** One row is in the tab order; arrows inside of the list, J and K anywhere outside of a text field move through it. */
export function VirtualList<Item>({ items, keyOf, rowHeight, label, selectedKey, children, after }: Props<Item>) {
  const box = useRef<HTMLDivElement>(null);
  const focusWanted = useRef<string>(undefined);
  const [sight, setSight] = useState({ top: 0, height: 800 });
  const [active, setActive] = useState<string>();
  const indexOf = (key: string | undefined) =>
    key === undefined ? -1 : items.findIndex((item) => keyOf(item) === key);
  const { from, to } = rowsInSight(sight, rowHeight, items.length);
  const current = [indexOf(active), indexOf(selectedKey)].find((at) => at >= from && at < to) ?? from;

  const show = useCallback((index: number) => scrollToRow(box.current, index, rowHeight), [rowHeight]);
  const walk = (key: string) => {
    const next = rowAfterKey(key, indexOf(active ?? selectedKey), items.length);
    const item = next === undefined ? undefined : items[next];
    if (item === undefined || next === undefined) return false;
    focusWanted.current = keyOf(item);
    show(next);
    // Drawn and focused before the next key comes: Enter after End opens the last row, not the one before.
    flushSync(() => {
      setActive(keyOf(item));
      if (box.current) setSight(sightOf(box.current));
    });
    return true;
  };
  useWalkKeys(box, walk);
  useSight(box, setSight);
  const selectedIndex = indexOf(selectedKey);
  useEffect(() => {
    if (selectedIndex >= 0) show(selectedIndex);
    // Only another selection scrolls: a list that grows must not jump under the reader's eyes.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [selectedKey, selectedIndex >= 0, show]);

  const placeOf = (index: number, key: string): RowPlace => ({
    tabIndex: index === current ? 0 : -1,
    onFocus: () => setActive(key),
    ref: (button) => {
      if (!button || focusWanted.current !== key) return;
      focusWanted.current = undefined;
      button.focus({ preventScroll: true });
    },
  });

  return (
    <div className="rows" ref={box}>
      <ul aria-label={label} style={{ height: items.length * rowHeight }}>
        {items.slice(from, to).map((item, offset) => {
          const [index, key] = [from + offset, keyOf(item)];
          const style = { top: index * rowHeight, height: rowHeight };
          return (
            <li key={key} aria-setsize={items.length} aria-posinset={index + 1} style={style}>
              {children(item, placeOf(index, key))}
            </li>
          );
        })}
      </ul>
      {after}
    </div>
  );
}

function scrollToRow(box: HTMLDivElement | null, index: number, rowHeight: number): void {
  if (!box) return;
  const [top, bottom] = [index * rowHeight, (index + 1) * rowHeight];
  if (top < box.scrollTop) box.scrollTop = top;
  else if (bottom > box.scrollTop + box.clientHeight) box.scrollTop = bottom - box.clientHeight;
}

const sightOf = ({ scrollTop, clientHeight }: HTMLDivElement) => ({ top: scrollTop, height: clientHeight });

function useSight(
  box: React.RefObject<HTMLDivElement | null>,
  setSight: (sight: { top: number; height: number }) => void,
) {
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const look = () => setSight(sightOf(element));
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [box, setSight]);
}

const ANYWHERE = new Set(['j', 'k', 'J', 'K']);

function useWalkKeys(box: React.RefObject<HTMLDivElement | null>, walk: (key: string) => boolean) {
  const latest = useRef(walk);
  useEffect(() => {
    latest.current = walk;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const target = event.target as Element;
      if (target.closest('input, textarea, select, dialog, [contenteditable]')) return;
      const inside = box.current?.contains(target) ?? false;
      if (!inside && !ANYWHERE.has(event.key)) return;
      if (latest.current(event.key)) event.preventDefault();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [box]);
}
