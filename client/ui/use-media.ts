import { useSyncExternalStore } from 'react';

/** Whether a media query holds now. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (onChange) => {
      const list = matchMedia(query);
      list.addEventListener('change', onChange);
      return () => list.removeEventListener('change', onChange);
    },
    () => matchMedia(query).matches,
  );
}

/** The narrow layout: sheets and tabs in place of panels and a rail. The same width stands in the style sheets. */
export const useIsPhone = () => useMedia('(max-width: 719px)');

/** How much the furniture is enlarged: 1 on a desk, 2 at 3840 × 2160. In quarters, so that hairlines stay sharp. */
export function useFurnitureZoom(): number {
  const size = useSyncExternalStore(
    (onChange) => {
      addEventListener('resize', onChange);
      return () => removeEventListener('resize', onChange);
    },
    () => Math.min(innerWidth / 1920, innerHeight / 1080),
  );
  return Math.max(1, Math.floor(size * 4) / 4);
}

/** Height of a list's row, CSS pixels; the style sheets leave it to this number. */
export const useRowHeight = () => (useIsPhone() ? 76 : 61);
