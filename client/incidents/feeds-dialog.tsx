import type { Feed } from '#contract/incidents';
import { useNow } from '../platform/clock.ts';
import { useLineState } from '../platform/line-state.ts';
import { Age } from '../ui/age.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { formatAge, formatMoment } from '../ui/formats.ts';
import { useWords } from '../ui/language.ts';
import { RowOutlines } from '../ui/states.tsx';
import { useFeeds } from './use-feeds.ts';

/** Every source with when it was last heard and how often it should be; dead ones first. */
export function FeedsDialog({ onClose }: { onClose: () => void }) {
  const { t, language } = useWords();
  const feeds = useFeeds();
  const now = useNow();
  const { cutSince } = useLineState();
  return (
    <Dialog title={t('incidents.feeds.title')} onClose={onClose} className="feeds-dialog">
      {cutSince !== undefined && (
        <p className="note-block is-unknown">
          <span>{t('incidents.feeds.cut', { time: formatMoment(cutSince, now, language) })}</span>
        </p>
      )}
      {!feeds && <RowOutlines count={4} />}
      {feeds?.length === 0 && <p className="note-block">{t('incidents.feeds.chipNone')}</p>}
      {feeds && feeds.length > 0 && (
        <table className="feeds">
          <thead>
            <tr>
              <th scope="col">{t('incidents.feeds.nameName')}</th>
              <th scope="col">{t('incidents.feeds.stateName')}</th>
              <th scope="col">{t('incidents.feeds.heard')}</th>
              <th scope="col">{t('incidents.feeds.interval')}</th>
            </tr>
          </thead>
          <tbody>
            {feeds.map((feed) => (
              <FeedRow key={feed.id} feed={feed} />
            ))}
          </tbody>
        </table>
      )}
    </Dialog>
  );
}

function FeedRow({ feed: { name, state, lastHeardAt, intervalS } }: { feed: Feed }) {
  const { t, language } = useWords();
  return (
    <tr className={state === 'current' ? undefined : 'is-unknown'}>
      <th scope="row">
        <span>{name}</span>
      </th>
      <td>
        <span>{t(`incidents.feeds.states.${state}`)}</span>
      </td>
      <td>
        <span>{lastHeardAt === null ? t('incidents.feeds.never') : <Age since={lastHeardAt} />}</span>
      </td>
      <td>
        <span>{formatAge(intervalS * 1000, language)}</span>
      </td>
    </tr>
  );
}
