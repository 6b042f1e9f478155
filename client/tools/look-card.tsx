// How the page looks: its theme, and how strongly the basemap shows.
import { useId } from 'react';
import { THEMES } from '../platform/url-state.ts';
import { useWords } from '../ui/language.ts';
import { useChooseTheme } from '../ui/theme.ts';
import { useGround } from './use-ground.ts';

export function LookCard() {
  const { t } = useWords();
  const { chosen, choose } = useChooseTheme();
  const { percent, setPercent } = useGround();
  const slider = useId();
  return (
    <>
      <div className="segments" role="group" aria-label={t('tools.theme')}>
        {([undefined, ...THEMES] as const).map((theme) => (
          <button key={theme ?? 'system'} type="button" aria-pressed={theme === chosen} onClick={() => choose(theme)}>
            {t(`tools.themes.${theme ?? 'system'}`)}
          </button>
        ))}
      </div>
      <div className="tool-slider">
        <label htmlFor={slider}>{t('tools.opacity')}</label>
        <output htmlFor={slider}>{t('tools.percent', { n: percent })}</output>
        <input
          id={slider}
          type="range"
          min={0}
          max={100}
          step={5}
          value={percent}
          onChange={({ target }) => setPercent(target.valueAsNumber)}
        />
      </div>
    </>
  );
}
