// The top bar: whose, where, find, how fresh, when, who.
import { useQueryClient } from '@tanstack/react-query';
import type { DivisionDetail } from '#contract/grids';
import type { SearchHit } from '#contract/search';
import { AreaChoice } from './identity/area-choice.tsx';
import { WhoAmI } from './identity/who-am-i.tsx';
import { FeedsChip } from './incidents/feeds-chip.tsx';
import { useNow } from './platform/clock.ts';
import { getJson } from './platform/http.ts';
import { useMapRequests } from './platform/map-requests.ts';
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
  const goThere = useGoToArea();
  useAppliedTheme();
  return (
    <header className="top-bar">
      <span className="mark">
        <Mark />
      </span>
      <h1>
        {t('shell.product')} <small>{t('shell.tagline')}</small>
      </h1>
      <AreaChoice onChosen={goThere} />
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

/** Shows the chosen area whole. That it is chosen is said elsewhere: where its bounds cannot be had, the map stays. */
function useGoToArea(): (path: string) => void {
  const queries = useQueryClient();
  const goTo = useMapRequests((state) => state.goTo);
  return (path) => {
    const queryFn = () => getJson<DivisionDetail>(`/api/grids/divisions/${path}`);
    void queries.fetchQuery({ queryKey: ['grids', 'divisions', path], queryFn }).then(
      ({ bounds }) => goTo(bounds),
      () => undefined,
    );
  };
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
export function LanguageSwitch() {
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
