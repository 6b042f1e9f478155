// Where the reader stands after choosing a place or taking it back: what was pressed is gone by then.
import { useEffect, useRef } from 'react';
import type { ChosenPlace } from './use-place.ts';

/** Moves the focus to the heading of what was found, or back to the search field; never away from where somebody is. */
export function useChoiceFocus(place: ChosenPlace | undefined) {
  const found = useRef<HTMLHeadingElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const before = useRef(place);
  useEffect(() => {
    if (before.current === place) return;
    before.current = place;
    const lost = document.activeElement === null || document.activeElement === document.body;
    if (lost) (place ? found : search).current?.focus();
  }, [place]);
  return { found, search };
}
