// A list under its heading, a part at a time: an old phone need not draw hundreds of rows at once.
import { useState, type ReactNode } from 'react';
import { useSpoken } from './words.ts';

const AT_ONCE = 20;

interface Props<Item> {
  title: string;
  items: readonly Item[];
  rowOf: (item: Item) => ReactNode;
}

export function ThingList<Item>({ title, items, rowOf }: Props<Item>) {
  const { words } = useSpoken();
  const [shown, setShown] = useState(AT_ONCE);
  if (items.length === 0) return null;
  const left = Math.min(AT_ONCE, items.length - shown);
  return (
    <>
      <h3>{title}</h3>
      <ul className="things">{items.slice(0, shown).map(rowOf)}</ul>
      {left > 0 && (
        <button type="button" className="quiet" onClick={() => setShown(shown + AT_ONCE)}>
          {words.near.more(left)}
        </button>
      )}
    </>
  );
}
