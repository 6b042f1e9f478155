// Whether the device keeps the page for when there is no connection, as its worker tells after every answer.
import { useEffect, useState } from 'react';

/** False only after the worker has said that it could not. */
export function useKeeping(): boolean {
  const [kept, setKept] = useState(true);
  useEffect(() => {
    if (!('serviceWorker' in navigator)) return;
    const worker = navigator.serviceWorker;
    const heard = ({ data }: MessageEvent<{ kept: boolean }>) => setKept(data.kept);
    worker.addEventListener('message', heard);
    return () => worker.removeEventListener('message', heard);
  }, []);
  return kept;
}
