// What is not heard of: the second largest figure on the screen, on hatch. If all report, one calm line.
import type { Feed } from '#contract/incidents';
import { useFeeds } from '../../incidents/use-feeds.ts';
import { serverNow } from '../../platform/clock.ts';
import { formatAge, formatMoment, formatNumber } from '../../ui/formats.ts';
import { useWords } from '../../ui/language.ts';
import { Block, useCutSince } from '../block.tsx';

const heardAt = ({ lastHeardAt }: Feed) => (lastHeardAt === null ? 0 : Date.parse(lastHeardAt));

export function SourcesBlock() {
  const { t } = useWords();
  const feeds = useFeeds();
  const cutSince = useCutSince();
  if (!feeds) return null;
  // While the line is cut nothing is known of any of them.
  const unknown = cutSince === undefined ? feeds.filter(({ state }) => state !== 'current') : feeds;
  if (feeds.length === 0) {
    return (
      <Block title={t('wall.sources.unknown')} unknown>
        <p className="wall-wait">{t('wall.sources.none')}</p>
      </Block>
    );
  }
  return unknown.length > 0 ? <Unknown unknown={unknown} total={feeds.length} /> : <AllFine feeds={feeds} />;
}

function Unknown({ unknown, total }: { unknown: readonly Feed[]; total: number }) {
  const { t, language } = useWords();
  const cutSince = useCutSince();
  const figure = (count: number) => formatNumber(count, language);
  const longest = unknown.reduce((a, b) => (heardAt(a) <= heardAt(b) ? a : b));
  const since =
    cutSince !== undefined
      ? t('wall.cut', { time: formatMoment(cutSince, serverNow(), language) })
      : longest.lastHeardAt === null
        ? t('wall.sources.never')
        : t('wall.sources.since', { time: formatMoment(longest.lastHeardAt, serverNow(), language) });
  return (
    <Block title={t('wall.sources.unknown')} unknown className="is-sources">
      <div className="wall-key is-second">
        <b data-figure="unknown-sources">{figure(unknown.length)}</b>
        <p>
          <span>{`${t('wall.sources.of', { total: figure(total) })}  ${since}`}</span>
          <span>{unknown.map(({ name }) => name).join(t('shell.comma'))}</span>
        </p>
      </div>
      <p className="wall-meaning">
        <span>{t('wall.sources.meaning')}</span>
      </p>
    </Block>
  );
}

function AllFine({ feeds }: { feeds: readonly Feed[] }) {
  const { t, language } = useWords();
  const oldest = Math.min(...feeds.map(heardAt));
  return (
    <Block title={t('wall.sources.fine')} className="is-sources">
      <p className="wall-fine">
        <b>{t('wall.sources.allFine', { total: formatNumber(feeds.length, language) })}</b>
        <span>{t('wall.sources.heard', { age: formatAge(serverNow() - oldest, language) })}</span>
      </p>
    </Block>
  );
}
