// Says aloud and shows what has just come, also to whoever looks back meanwhile: every arrival to a screen reader, red and orange ones as toasts.
import { useEffect, useRef, useState } from 'react';
import type { Incident } from '#contract/incidents';
import { pastShown, showMoment } from '../platform/moment.ts';
import { useSelection } from '../platform/url.tsx';
import { useWords } from '../ui/language.ts';
import { LevelBadge, levelKey } from '../ui/level-badge.tsx';
import { showToast } from '../ui/toasts.tsx';
import { inOrder } from './incident-order.ts';
import { useLiveNews } from './use-incidents.ts';

/** More than this at once is said as a number: a flood of toasts hides what it announces. */
const ONE_BY_ONE = 3;

export function IncidentNews() {
  const { t } = useWords();
  const { select } = useSelection();
  const news = useNews();
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (news.length === 0) return;
    const isPast = pastShown() !== undefined;
    const sentence = ({ level, title, county, town }: Incident) =>
      t(isPast ? 'incidents.arrivedNow' : 'incidents.arrived', {
        level: t(`shell.level.long.${levelKey(level)}`),
        title,
        where: [county, town].filter(Boolean).join(' ') || t('incidents.outside'),
      });
    // It may not have been known yet at the moment that is shown.
    const show = (id: string) => {
      showMoment(undefined);
      select({ kind: 'incidents', id });
    };
    const many = news.length > ONE_BY_ONE;
    setSaid(many ? t('incidents.arrivedMany', { count: news.length }) : news.map(sentence).join(' '));
    for (const incident of many ? [] : news.filter(({ level }) => level === 1 || level === 2)) {
      showToast({
        text: sentence(incident),
        marker: <LevelBadge level={incident.level} decorative />,
        action: { label: t('shell.open'), act: () => show(incident.id) },
      });
    }
  }, [news, t, select]);
  return (
    <p className="only-heard" aria-live="polite">
      {said}
    </p>
  );
}

const NOTHING: readonly Incident[] = [];

/** The incidents that arrived with the last change, each only once. */
function useNews(): readonly Incident[] {
  const { incidents, arrivals } = useLiveNews();
  const told = useRef(new Set<string>());
  const [news, setNews] = useState(NOTHING);
  useEffect(() => {
    const arrived = [...arrivals.keys()].flatMap((id) => incidents.get(id) ?? []);
    const fresh = inOrder(arrived.filter(({ id }) => !told.current.has(id)));
    if (fresh.length === 0) return;
    for (const { id } of fresh) told.current.add(id);
    setNews(fresh);
  }, [incidents, arrivals]);
  return news;
}
