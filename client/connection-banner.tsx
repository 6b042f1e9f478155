// Said where the line is there but not as it should be: no TLS, or clocks that differ. On the console as a banner, on the wall as a line.
import { Fragment, useState } from 'react';
import { useConnectionFaults } from './platform/connection-state.ts';
import { formatNumber } from './ui/formats.ts';
import { useWords } from './ui/language.ts';

/** One banner for all of it. Clocks stay until they are right; that there is no TLS is said once a visit. */
export function ConnectionBanner() {
  const { t } = useWords();
  const [known, setKnown] = useState(false);
  const texts = useConnectionTexts().filter(({ name }) => name !== 'insecure' || !known);
  if (texts.length === 0) return null;
  return (
    <aside className="banner is-connection" role="status">
      <i className="banner-mark" aria-hidden="true">
        !
      </i>
      <p>
        {texts.map(({ name, text, what }) => (
          <Fragment key={name}>
            <span>{text}</span>
            <small>{what}</small>
          </Fragment>
        ))}
      </p>
      {texts.some(({ name }) => name === 'insecure') && (
        <button type="button" className="button" onClick={() => setKnown(true)}>
          {t('connection.putAway')}
        </button>
      )}
    </aside>
  );
}

interface Told {
  readonly name: 'insecure' | 'foreignKey' | 'databaseClock' | 'ownClock';
  readonly text: string;
  /** The same in a few words, for the wall. */
  readonly short: string;
  /** What it means, and what to do. */
  readonly what: string;
}

/** What is wrong, in words; empty where nothing is. */
export function useConnectionTexts(): readonly Told[] {
  const { t, language } = useWords();
  const { insecure, foreignKey, databaseClockS, ownClockMs } = useConnectionFaults();
  const told: Told[] = [];
  if (insecure)
    told.push({
      name: 'insecure',
      text: t('connection.insecure'),
      short: t('connection.insecureShort'),
      what: t('connection.insecureWhat'),
    });
  if (foreignKey)
    told.push({
      name: 'foreignKey',
      text: t('connection.foreignKey'),
      short: t('connection.foreignKeyShort'),
      what: t('connection.foreignKeyWhat'),
    });
  if (databaseClockS !== undefined) {
    const seconds = formatNumber(databaseClockS, language, 1);
    told.push({
      name: 'databaseClock',
      text: t('connection.databaseClock', { seconds }),
      short: t('connection.databaseClockShort', { seconds }),
      what: t('connection.databaseClockWhat'),
    });
  }
  if (ownClockMs !== undefined) {
    const minutes = formatNumber(ownClockMs / 60_000, language, 1);
    told.push({
      name: 'ownClock',
      text: t('connection.ownClock', { minutes }),
      short: t('connection.ownClockShort', { minutes }),
      what: t('connection.ownClockWhat'),
    });
  }
  return told;
}
