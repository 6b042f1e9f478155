import { useState } from 'react';
import type { IncidentEntry } from '#contract/incidents';
import { useShownTime } from '../platform/moment.ts';
import { DrawerSection } from '../ui/drawer.tsx';
import { formatMoment } from '../ui/formats.ts';
import { useWords } from '../ui/language.ts';
import { StoryPhotos } from './story-photos.tsx';

/** Enough for the last hour of most incidents; the rest is one click away. */
const AT_FIRST = 6;

/** What happened, newest first, as the server sends it. */
export function IncidentStory({ entries }: { entries: readonly IncidentEntry[] }) {
  const { t, language } = useWords();
  const now = useShownTime();
  const [all, setAll] = useState(false);
  const shown = all ? entries : entries.slice(0, AT_FIRST);
  const more = entries.length > shown.length && (
    <button type="button" className="link-button" onClick={() => setAll(true)}>
      {t('incidents.historyAll', { count: entries.length })}
    </button>
  );
  return (
    <DrawerSection title={t('incidents.history')} aside={more}>
      <ol className="story">
        {shown.map(({ id, at, act, actor, text, photos }) => (
          <li key={id}>
            <time dateTime={at}>{formatMoment(at, now, language)}</time>
            <p>
              <b>{t(`incidents.acts.${act}`)}</b> {text} <small>{actor}</small>
              <StoryPhotos photos={photos} />
            </p>
          </li>
        ))}
      </ol>
    </DrawerSection>
  );
}
