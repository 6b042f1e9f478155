// One thing asked of the server at a time; what it refuses is shown beside the button.
import { useState } from 'react';

interface Act {
  readonly busy: boolean;
  readonly error: Error | undefined;
  run(work: () => Promise<unknown>): void;
}

export function useAct(): Act {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error>();
  const run = (work: () => Promise<unknown>) => {
    if (busy) return;
    setBusy(true);
    setError(undefined);
    work()
      .catch((reason: unknown) => setError(reason instanceof Error ? reason : new Error(String(reason))))
      .finally(() => setBusy(false));
  };
  return { busy, error, run };
}
