// The pins' pictures for the present theme and screen; painted again when the fonts have come or the screen is another.
import { useEffect, useMemo, useState } from 'react';
import { useMap } from './map-context.tsx';
import { paintPinAtlas, type PinAtlas } from './pin-atlas.ts';

export function usePinAtlas(): PinAtlas {
  const { theme, palette, scale } = useMap();
  const ratio = useDevicePixelRatio();
  const fonts = useBadgeFonts();
  return useMemo(() => {
    // A picture painted before its font came would keep another face's characters.
    void fonts;
    return paintPinAtlas(palette, theme, ratio * scale);
  }, [theme, palette, ratio, scale, fonts]);
}

function useBadgeFonts(): number {
  const [loads, setLoads] = useState(0);
  useEffect(() => {
    let current = true;
    const faces = [
      document.fonts.load('700 13px "Noto Sans SC"', '红橙黄蓝'),
      document.fonts.load('600 11px "Inter Variable"', '0123456789'),
    ];
    void Promise.all(faces).then(() => current && setLoads(1));
    return () => {
      current = false;
    };
  }, []);
  return loads;
}

/** Changes when the window moves to another screen or the page is zoomed. */
function useDevicePixelRatio(): number {
  const [ratio, setRatio] = useState(devicePixelRatio);
  useEffect(() => {
    const query = matchMedia(`(resolution: ${ratio}dppx)`);
    const changed = () => setRatio(devicePixelRatio);
    query.addEventListener('change', changed);
    return () => query.removeEventListener('change', changed);
  }, [ratio]);
  return ratio;
}
