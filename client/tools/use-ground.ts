import { useCallback } from 'react';
import { recall, remember } from '../platform/remembered.ts';
import { useChangeUrl, useUrlState } from '../platform/url.tsx';

const NAME = 'ground';

/** How much of the basemap is seen, per cent: what the address says, else what this machine remembers, else all of it. */
export function useGround(): { percent: number; setPercent: (percent: number) => void } {
  const fromAddress = useUrlState((state) => state.base);
  const change = useChangeUrl();
  const setPercent = useCallback(
    (base: number) => {
      remember(NAME, base);
      change({ base }, 'replace');
    },
    [change],
  );
  return { percent: fromAddress ?? remembered(), setPercent };
}

function remembered(): number {
  const percent = recall<unknown>(NAME, 100);
  return typeof percent === 'number' && percent >= 0 && percent <= 100 ? percent : 100;
}
