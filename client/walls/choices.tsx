// What the wall can show: its scenes, and the incidents of its feed.
import type { RemoteWall, WallCommand } from '#contract/walls';
import { useWords } from '../ui/language.ts';
import { LevelBadge } from '../ui/level-badge.tsx';

interface Props {
  wall: RemoteWall;
  onCommand: (command: WallCommand) => void;
}

export function SceneButtons({ wall, onCommand }: Props) {
  const { t, language } = useWords();
  return (
    <section aria-labelledby="scenes">
      <h2 id="scenes">{t('remote.scenes')}</h2>
      <ul className="plain remote-grid">
        {wall.scenes.map(({ key, ...title }) => (
          <li key={key}>
            <button
              type="button"
              aria-pressed={key === wall.scene}
              onClick={() => onCommand({ command: 'show', scene: key })}
            >
              {title[language]}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Only what stands on the wall itself and lies where the wall hangs, by its number; the second press looks at the whole area again. */
export function RowButtons({ wall, onCommand }: Props) {
  const { t } = useWords();
  return (
    <section aria-labelledby="rows">
      <h2 id="rows">{t('remote.rows')}</h2>
      <p className="remote-only">{t('remote.only', { area: wall.area })}</p>
      <ul className="plain remote-rows">
        {wall.rows.map(({ id, mark, level }) => (
          <li key={id}>
            <button
              type="button"
              aria-pressed={id === wall.focus}
              onClick={() => onCommand({ command: 'focus', incident: id === wall.focus ? null : id })}
            >
              <LevelBadge level={level} />
              {mark}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
