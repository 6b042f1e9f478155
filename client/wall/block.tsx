// The frame of every block: its title, what is at its right, and whether its figures are current.
import type { ReactNode } from 'react';
import { serverNow } from '../platform/clock.ts';
import { useLineState } from '../platform/line-state.ts';
import { formatAge, formatMoment } from '../ui/formats.ts';
import { useWords } from '../ui/language.ts';
import { WallBoundary } from './keeping/wall-boundary.tsx';
import { useUnconfirmed } from './use-unconfirmed.ts';

interface Props {
  title: ReactNode;
  aside?: ReactNode;
  /** Since when its figures have not been confirmed, ms since 1970; undefined while they are current. */
  staleSince?: number | undefined;
  /** Takes more room than its neighbours. */
  grow?: boolean;
  /** Unknown by itself, whatever the line does. */
  unknown?: boolean;
  className?: string;
  children: ReactNode;
}

/** While the line is cut every live figure is hatched and says since when: stale is never calm. */
export function Block({ title, aside, staleSince, grow = false, unknown = false, className = '', children }: Props) {
  const { t, language } = useWords();
  const cutSince = useCutSince();
  const since = cutSince ?? staleSince;
  const classes = ['wall-block', grow && 'is-growing', (since !== undefined || unknown) && 'is-unknown', className];
  return (
    <section className={classes.filter(Boolean).join(' ')}>
      <h2>
        <span>{title}</span>
        {since === undefined ? (
          aside && <small>{aside}</small>
        ) : (
          <small>{t('wall.since', { time: formatMoment(since, serverNow(), language) })}</small>
        )}
      </h2>
      {children}
    </section>
  );
}

/** A block about incidents: hatched too where they alone cannot be had. */
export function IncidentsBlock(props: Props) {
  const unconfirmed = useUnconfirmed();
  return <Block {...props} staleSince={props.staleSince ?? unconfirmed?.since} unknown={unconfirmed !== undefined} />;
}

/** When the server was last heard, ms since 1970; undefined while the line is live. */
export function useCutSince(): number | undefined {
  return useLineState(({ state, cutSince }) =>
    state === 'cut' || state === 'catching-up' ? (cutSince ?? 0) : undefined,
  );
}

/** A block in its place: where it breaks, its place says so and the rest stands. */
export function BlockPlace({ name, children }: { name: string; children: ReactNode }) {
  const { t, language } = useWords();
  const fallback = (waitMs: number) => (
    <section className="wall-block is-unknown" role="alert">
      <p>{t('wall.broken', { age: formatAge(waitMs, language) })}</p>
    </section>
  );
  return (
    <WallBoundary part={name} fallback={fallback}>
      {children}
    </WallBoundary>
  );
}
