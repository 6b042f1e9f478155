// Whether what the phone shows is so: its own line to the server, and the wall's sign of life. Stale is never calm.
import type { RemoteWall } from '#contract/walls';
import { toServerTime } from '../platform/clock.ts';
import { formatAge } from '../ui/formats.ts';
import { useWords } from '../ui/language.ts';

interface Props {
  wall: RemoteWall;
  error: Error | null;
  /** Local ms. */
  heardAt: number;
  /** The server's time, ms. */
  now: number;
}

export function LineState({ wall, error, heardAt, now }: Props) {
  const { t, language } = useWords();
  const age = (since: number) => formatAge(Math.max(0, now - since), language);
  const [state, text] = error
    ? (['cut', t('remote.line.cutSince', { age: age(toServerTime(heardAt)) })] as const)
    : wall.answering
      ? (['live', t('remote.line.live')] as const)
      : (['silent', t('remote.line.silent', { age: age(Date.parse(wall.reportedAt)) })] as const);
  return (
    <p className={`remote-line is-${state}`} role="status">
      {text}
    </p>
  );
}
