import { useShownTime } from '../platform/moment.ts';
import { formatAge, formatMoment } from './formats.ts';
import { useWords } from './language.ts';

/** How old something is, growing as it is looked at; the exact time is in the tooltip. */
export function Age({ since }: { since: string | number }) {
  const { language } = useWords();
  const now = useShownTime();
  const then = new Date(since);
  return (
    <time dateTime={then.toISOString()} title={formatMoment(since, now, language)}>
      {formatAge(now - then.getTime(), language)}
    </time>
  );
}
