// The room in which one signs in: the console's own, without its map and its data.
import './sign-in.css';
import { useEffect, type CSSProperties, type ReactNode } from 'react';
import { useCity } from '../../use-city.ts';
import { Mark } from '../../ui/icons.tsx';
import { HTML_LANG, useWords } from '../../ui/language.ts';
import { useFurnitureZoom } from '../../ui/use-media.ts';

interface Props {
  /** At the right of the top bar. */
  languageSwitch?: ReactNode;
  children: ReactNode;
}

export function SignInFrame({ languageSwitch, children }: Props) {
  const { t, language } = useWords();
  const { data: city } = useCity();
  const zoom = useFurnitureZoom();
  const name = (language === 'en' ? city?.nameEn : city?.name) ?? '';
  useEffect(() => {
    document.documentElement.lang = HTML_LANG[language];
    document.title = t('shell.title', { city: name });
  }, [t, language, name]);
  return (
    <div className="sign-in" style={{ '--zoom': zoom } as CSSProperties}>
      <header className="top-bar">
        <span className="mark">
          <Mark />
        </span>
        <h1>
          {t('shell.product')} <small>{t('shell.tagline')}</small>
        </h1>
        <span className="spring" />
        {languageSwitch}
      </header>
      <main className="sign-in-room">
        <p className="sign-in-city">{name}</p>
        <div className="sign-in-panel">{children}</div>
      </main>
    </div>
  );
}
