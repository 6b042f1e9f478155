// How the page looks: its theme, and how strongly the basemap shows.
import { THEMES } from '../platform/url-state.ts';
import { useWords } from '../ui/language.ts';
import { useChooseTheme } from '../ui/theme.ts';
import { useGround } from './use-ground.ts';

export function LookCard() {
  const { t } = useWords();
  const { chosen, choose } = useChooseTheme();
  const { percent, setPercent } = useGround();
  return (
    <>
      <div className="segments" role="group" aria-label={t('tools.theme')}>
        {([undefined, ...THEMES] as const).map((theme) => (
          <button key={theme ?? 'system'} type="button" aria-pressed={theme === chosen} onClick={() => choose(theme)}>
            {t(`tools.themes.${theme ?? 'system'}`)}
          </button>
        ))}
      </div>
      <label className="tool-slider">
        <span>{t('tools.opacity')}</span>
        <output>{t('tools.percent', { n: percent })}</output>
        <input
          type="range"
          min={0}
          max={100}
          step={5}
          value={percent}
          onChange={({ target }) => setPercent(target.valueAsNumber)}
        />
      </label>
    </>
  );
}
