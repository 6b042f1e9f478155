// The top bar: whose, where, find, how fresh, when, who.
import type { SearchHit } from '#contract/search';
import { AreaChoice } from './identity/area-choice.tsx';
import { WhoAmI } from './identity/who-am-i.tsx';
import { FeedsChip } from './incidents/feeds-chip.tsx';
import { useNow } from './platform/clock.ts';
import { useChangeUrl } from './platform/url.tsx';
import type { Language } from './platform/url-state.ts';
import { SearchBox } from './search/search-box.tsx';
import { formatDateWithWeekday, formatTimeWithSeconds } from './ui/formats.ts';
import { Mark } from './ui/icons.tsx';
import { setLanguage, useWords } from './ui/language.ts';
import { Tag } from './ui/provenance.tsx';
import { useAppliedTheme } from './ui/theme.ts';
import { useIsPhone } from './ui/use-media.ts';
import { useCity } from './use-city.ts';

export function ConsoleTop({ onFind }: { onFind: (hit: SearchHit) => void }) {
  const { t } = useWords();
  const { data: city } = useCity();
  useAppliedTheme();
  return (
    <header className="top-bar">
      <span className="mark">
        <Mark />
      </span>
      <h1>
        {t('shell.product')} <small>{t('shell.tagline')}</small>
      </h1>
      <AreaChoice />
      <SearchBox onChoose={onFind} />
      <span className="spring" />
      {city?.demo && <Tag text={t('shell.demoData')} why={t('shell.demoDataWhy')} />}
      <FeedsChip />
      <Clock />
      <LanguageSwitch />
      <WhoAmI />
    </header>
  );
}

/** By the server's clock, in Asia/Shanghai. */
function Clock() {
  const { language } = useWords();
  const now = useNow();
  return (
    <time className="clock" dateTime={new Date(now).toISOString()}>
      {formatTimeWithSeconds(now)}
      <small>{formatDateWithWeekday(now, language)}</small>
    </time>
  );
}

/** Shows the other language by its own name: whoever needs it can read it. */
function LanguageSwitch() {
  const { t, language } = useWords();
  const change = useChangeUrl();
  const phone = useIsPhone();
  const other: Language = language === 'zh' ? 'en' : 'zh';
  const turn = () => {
    setLanguage(other);
    change({ lang: other }, 'replace');
  };
  return (
    <button type="button" className="language" lang={other === 'zh' ? 'zh-CN' : 'en'} onClick={turn}>
      {t(phone ? `shell.languagesShort.${other}` : `shell.languages.${other}`)}
    </button>
  );
}
