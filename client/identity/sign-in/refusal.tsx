// Why a step of the sign-in was refused, and how long to wait before the next try.
import { useEffect, useState } from 'react';
import { RequestError } from '../../platform/http.ts';
import { formatAge } from '../../ui/formats.ts';
import { useWords, type Translate } from '../../ui/language.ts';
import { problemText } from '../../ui/problem-text.ts';
import { PasskeyError } from '../factors/passkey.ts';

/** How many seconds are left until another try makes sense, counted down; 0 where there is nothing to wait for. */
export function useWait(error: Error | null): number {
  const [left, setLeft] = useState(0);
  const waitS = error instanceof RequestError && error.status === 429 ? (error.retryAfterS ?? 0) : 0;
  useEffect(() => {
    const until = performance.now() + waitS * 1000;
    const count = () => setLeft(Math.max(0, Math.ceil((until - performance.now()) / 1000)));
    count();
    if (waitS === 0) return undefined;
    const timer = setInterval(count, 250);
    return () => clearInterval(timer);
  }, [error, waitS]);
  return left;
}

interface Props {
  error: Error | null;
  /** Of `useWait`. */
  left: number;
}

/** Always there, so that what appears in it is read aloud; the running seconds are seen alone. */
export function Refusal({ error, left }: Props) {
  const { t, language } = useWords();
  const told = (seconds: number) => t('identity.refused.wait', { time: formatAge(seconds * 1000, language) });
  const waitS = error instanceof RequestError && error.status === 429 ? error.retryAfterS : undefined;
  return (
    <div className="refusal" role="alert">
      {error && waitS === undefined && <p className="field-error">{refusalText(error, t)}</p>}
      {waitS !== undefined && left > 0 && (
        <p className="field-error">
          <span className="only-heard">{told(waitS)}</span>
          <span aria-hidden="true">{told(left)}</span>
        </p>
      )}
    </div>
  );
}

export function refusalText(error: Error, t: Translate): string {
  return error instanceof PasskeyError ? t(`identity.refused.${error.code}`) : problemText(error, t);
}
