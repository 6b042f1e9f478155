import { useMoment } from './platform/moment.ts';
import { useUrlState } from './platform/url.tsx';
import type { UrlState } from './platform/url-state.ts';
import { useGround } from './tools/use-ground.ts';
import { useTheme } from './ui/theme.ts';
import { useOpenPanel } from './use-open-panel.ts';
import { useVisibleLayers } from './use-visible-layers.ts';

/** What is on the screen, with what the address leaves to this machine's memory written out: opened elsewhere it is the same. */
export function useShownState(): UrlState {
  const { at, sel } = useUrlState((state) => state);
  const { panel = 'none' } = useOpenPanel();
  const { visible } = useVisibleLayers();
  const { percent } = useGround();
  const theme = useTheme();
  const moment = useMoment();
  return {
    ...(at && { at }),
    panel,
    layers: visible,
    ...(sel && { sel }),
    ...(moment && { moment }),
    theme,
    base: percent,
  };
}
