// Under the top bar while a feed is dead: which, since when, how often it should speak, and what that means.
import { useState } from 'react';
import type { Feed } from '#contract/incidents';
import { useNow } from '../platform/clock.ts';
import { useMoment } from '../platform/moment.ts';
import { useIsCurrent } from '../platform/line-state.ts';
import { formatAge, formatMoment } from '../ui/formats.ts';
import { Icon } from '../ui/icons.tsx';
import { useWords } from '../ui/language.ts';
import { FeedsDialog } from './feeds-dialog.tsx';
import { useFeeds } from './use-feeds.ts';

type DeadFeed = Feed & { readonly lastHeardAt: string };
const isDead = (feed: Feed): feed is DeadFeed => feed.state === 'stale' && feed.lastHeardAt !== null;

/** Closed by hand it stays away until another feed dies. While the line is cut nothing is known of any feed. */
export function FeedsBanner() {
  const { t } = useWords();
  const current = useIsCurrent();
  const isPast = useMoment() !== undefined;
  const dead = (useFeeds() ?? []).filter(isDead);
  const [open, setOpen] = useState(false);
  const [closedFor, setClosedFor] = useState('');
  const key = dead.map(({ id }) => id).join(' ');
  if (isPast || !current || dead.length === 0 || key === closedFor)
    return open ? <FeedsDialog onClose={() => setOpen(false)} /> : null;
  return (
    <aside className="banner is-unknown" role="status">
      <i className="banner-mark" aria-hidden="true">
        ?
      </i>
      <BannerText dead={dead} />
      <button type="button" className="button" onClick={() => setOpen(true)}>
        {t('incidents.feeds.look')}
      </button>
      <button type="button" className="icon-button" aria-label={t('shell.close')} onClick={() => setClosedFor(key)}>
        <Icon name="close" />
      </button>
      {open && <FeedsDialog onClose={() => setOpen(false)} />}
    </aside>
  );
}

function BannerText({ dead }: { dead: readonly DeadFeed[] }) {
  const { t, language } = useWords();
  const now = useNow();
  const longest = dead.reduce((a, b) => (a.lastHeardAt <= b.lastHeardAt ? a : b));
  const age = formatAge(now - Date.parse(longest.lastHeardAt), language);
  const names = dead.map(({ name }) => name).join(t('shell.comma'));
  const what =
    dead.length === 1
      ? t('incidents.feeds.bannerOne', { name: names, age })
      : t('incidents.feeds.bannerMany', { count: dead.length, names });
  const interval = formatAge(longest.intervalS * 1000, language);
  const why = t('incidents.feeds.bannerWhy', { time: formatMoment(longest.lastHeardAt, now, language), interval });
  return (
    <p>
      <span>{what}</span>
      <small>{why}</small>
    </p>
  );
}
