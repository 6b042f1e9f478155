// The pins' pictures for the present theme and screen; painted again when the fonts have come or the screen is another.
import { useEffect, useMemo, useState } from 'react';
import { BADGES } from './badge.ts';
import { useMap } from './map-context.tsx';
import { paintPinAtlas, type PinAtlas } from './pin-atlas.ts';

export function usePinAtlas(): PinAtlas {
  const { map, theme, palette, scale } = useMap();
  useDevicePixelRatio();
  const ratio = map.getPixelRatio();
  const fonts = useBadgeFonts();
  return useMemo(() => {
    // A picture painted before its font came would keep another face's characters.
    void fonts;
    return paintPinAtlas(palette, theme, ratio * scale);
  }, [theme, palette, ratio, scale, fonts]);
}

const BADGE_FONTS = [
  {
    font: '700 13px "Noto Sans SC"',
    text: Object.values(BADGES)
      .map(({ character }) => character)
      .join(''),
  },
  { font: '600 11px "Inter Variable"', text: '0123456789' },
] as const;

/** How many font files that badges need have come. The page declares its fonts late, so every arrival is a reason to ask again. */
function useBadgeFonts(): number {
  const [arrived, setArrived] = useState(0);
  useEffect(() => {
    let current = true;
    const ask = async () => {
      // A file that the server did not give is not asked for again by this page: the next family of the list stands in.
      const faces = await Promise.allSettled(BADGE_FONTS.map(({ font, text }) => document.fonts.load(font, text)));
      if (current) setArrived(faces.flatMap((face) => (face.status === 'fulfilled' ? face.value : [])).length);
    };
    void ask();
    const again = () => void ask();
    document.fonts.addEventListener('loadingdone', again);
    return () => {
      current = false;
      document.fonts.removeEventListener('loadingdone', again);
    };
  }, []);
  return arrived;
}

/** Draws again when the window moves to another screen or the page is zoomed. */
function useDevicePixelRatio(): void {
  const [ratio, setRatio] = useState(devicePixelRatio);
  useEffect(() => {
    const query = matchMedia(`(resolution: ${ratio}dppx)`);
    const changed = () => setRatio(devicePixelRatio);
    query.addEventListener('change', changed);
    return () => query.removeEventListener('change', changed);
  }, [ratio]);
}
