// Said to staff before the disk is full: once it is, reports are lost. On the console as a banner, on the wall as a line.
import { useShortRoom } from './platform/storage-state.ts';
import { formatNumber } from './ui/formats.ts';
import { useWords } from './ui/language.ts';

/** It stays until there is room: nobody can put it away. */
export function StorageBanner() {
  const { t } = useWords();
  const text = useStorageText();
  if (text === undefined) return null;
  return (
    <aside className="banner is-storage" role="status">
      <i className="banner-mark" aria-hidden="true">
        !
      </i>
      <p>
        <span>{text}</span>
        <small>{t('operations.storage.what')}</small>
      </p>
    </aside>
  );
}

/** What is left and for how long, in words; undefined while there is room. */
export function useStorageText(): string | undefined {
  const { t, language } = useWords();
  const room = useShortRoom();
  if (!room) return undefined;
  const free = formatNumber(room.freeGb, language, 1);
  if (room.fullInDays === null) return t('operations.storage.low', { free });
  return t('operations.storage.lowFor', { free, days: formatNumber(Math.floor(room.fullInDays), language) });
}
