// Keeps the screen awake where the browser can; a hidden page loses the lock and takes it again when it is shown.
import { useEffect } from 'react';

export function useWakeLock(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    let ended = false;
    const take = async () => {
      if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
      const taken = await navigator.wakeLock.request('screen').catch(refused);
      if (ended) await taken?.release();
      else lock = taken;
    };
    const onVisible = () => void take();
    document.addEventListener('visibilitychange', onVisible);
    void take();
    return () => {
      ended = true;
      document.removeEventListener('visibilitychange', onVisible);
      void lock?.release();
    };
  }, []);
}

/** Battery saving or a policy forbids it: the machine's own setting then decides, and nothing on the screen depends on it. */
const refused = () => undefined;
