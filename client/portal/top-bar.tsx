// Where one is, and the two ways to read it: language and 长者版.
import type { Published } from '#contract/portal';
import { Beacon } from './beacon.tsx';
import { useSpoken } from './words.ts';

interface Props {
  set: Published | undefined;
  elder: boolean;
  onElder: (elder: boolean) => void;
  onLanguage: () => void;
}

export function TopBar({ set, elder, onElder, onLanguage }: Props) {
  const { words, language } = useSpoken();
  const city = set && (language === 'en' ? set.city.nameEn : set.city.name.replace(/\u5e02$/, ''));
  return (
    <header className="top">
      <a className="skip" href="#list">
        {words.skip}
      </a>
      <div className="top-row">
        <p className="brand">
          <Beacon />
          <span>
            <b>{city ? words.brand(city) : words.noCity}</b>
            {set?.city.demo && <small>{words.demo}</small>}
          </span>
        </p>
        <p className="ways">
          <button type="button" className="secondary" lang={words.otherLang} onClick={onLanguage}>
            {words.other}
          </button>
          <button type="button" className="secondary" aria-pressed={elder} onClick={() => onElder(!elder)}>
            {elder ? words.usual : words.elder}
          </button>
        </p>
      </div>
    </header>
  );
}
