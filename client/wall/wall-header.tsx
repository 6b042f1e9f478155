// City, scene, whether it is made up, whether the data is fresh, and the time.
import type { City } from '#contract/city';
import type { Wall } from '#contract/walls';
import { useFeeds } from '../incidents/use-feeds.ts';
import { serverNow, useNow } from '../platform/clock.ts';
import { useLineState } from '../platform/line-state.ts';
import { useConnectionTexts } from '../connection-banner.tsx';
import { useStorageText } from '../storage-banner.tsx';
import { formatDateWithWeekday, formatMoment, formatNumber, formatTime } from '../ui/formats.ts';
import { useWords } from '../ui/language.ts';
import { PairingMark } from './remote/pairing-code.tsx';
import { scenes, type Scene } from './scenes.ts';
import { unconfirmedText, useUnconfirmed } from './use-unconfirmed.ts';
import type { WallView } from './view.ts';

interface Props {
  city: City | undefined;
  scene: Scene;
  view: WallView;
  /** The level that stops the turning now; undefined where nothing does. */
  stoppedBy: 1 | 2 | undefined;
  wall: Wall | undefined;
}

export function WallHeader({ city, scene, view, stoppedBy, wall }: Props) {
  const { t, language } = useWords();
  return (
    <header className="wall-header">
      <h1>{city && (language === 'en' ? city.nameEn : city.name)}</h1>
      <p className="wall-scene">
        <b data-scene={scene.name}>{t(`wall.scenes.${scene.name}`)}</b>
        <small>
          <Turn scene={scene} view={view} stoppedBy={stoppedBy} />
        </small>
      </p>
      {city?.demo && <span className="wall-demo">{t('shell.demoData')}</span>}
      <StorageLine />
      <ConnectionLine />
      <PairingMark wall={wall} />
      <span className="wall-gap" />
      <Freshness />
      <Clock />
    </header>
  );
}

/** Said from ten metres too, while there is still time. */
function StorageLine() {
  const text = useStorageText();
  return text === undefined ? null : <span className="wall-storage">{text}</span>;
}

/** Each in a few words; what to do about it stands on the console. */
function ConnectionLine() {
  return useConnectionTexts().map(({ name, short }) => (
    <span key={name} className="wall-storage">
      {short}
    </span>
  ));
}

function Turn({ scene, view, stoppedBy }: Pick<Props, 'scene' | 'view' | 'stoppedBy'>) {
  const { t } = useWords();
  const place = { n: scenes.indexOf(scene) + 1, total: scenes.length };
  if (view.held) return t('wall.turn.held', place);
  if (stoppedBy) return t('wall.turn.stopped', { ...place, level: t(`wall.newLevel.${stoppedBy}`) });
  return t('wall.turn.turning', place);
}

function Freshness() {
  const { t, language } = useWords();
  const feeds = useFeeds();
  const unconfirmed = useUnconfirmed();
  const { state, cutSince } = useLineState();
  const words = () => {
    if (state === 'cut')
      return { text: t('wall.cut', { time: formatMoment(cutSince ?? 0, serverNow(), language) }), doubtful: true };
    if (state === 'catching-up') return { text: t('wall.catchingUp'), doubtful: true };
    if (unconfirmed) return { text: unconfirmedText(unconfirmed, t, language), doubtful: true };
    if (!feeds) return { text: t('wall.starting'), doubtful: false };
    if (feeds.length === 0) return { text: t('wall.sources.none'), doubtful: true };
    const current = feeds.filter((feed) => feed.state === 'current').length;
    const total = formatNumber(feeds.length, language);
    if (current === feeds.length) return { text: t('wall.sources.chipAll', { total }), doubtful: false };
    const chip = t('wall.sources.chip', { current: formatNumber(current, language), total });
    return {
      text: chip,
      strong: t('wall.sources.chipStale', { stale: formatNumber(feeds.length - current, language) }),
      doubtful: true,
    };
  };
  const { text, strong, doubtful } = words() as { text: string; strong?: string; doubtful: boolean };
  return (
    <p className={doubtful ? 'wall-fresh is-unknown' : 'wall-fresh'} role="status">
      <span>
        {text}
        {strong && <b>{` · ${strong}`}</b>}
      </span>
    </p>
  );
}

/** Goes on whatever happens to the line: it is the machine's own. */
function Clock() {
  const { language } = useWords();
  const now = useNow();
  return (
    <p className="wall-clock">
      <span>{formatDateWithWeekday(now, language)}</span>
      <time>{formatTime(now)}</time>
    </p>
  );
}
