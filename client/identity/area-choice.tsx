// Which part of the city the whole console is about: the scope itself is narrowed, not a filter laid over it.
import { useChooseArea, useSession } from '../platform/session.ts';
import { useWords } from '../ui/language.ts';
import { Icon } from '../ui/icons.tsx';
import { showToast } from '../ui/toasts.tsx';

/** `onChosen` is told once the whole console is about the other area. */
export function AreaChoice({ onChosen }: { onChosen: (path: string) => void }) {
  const { t } = useWords();
  const { data } = useSession();
  const choose = useChooseArea();
  if (!data || data.choices.length === 0) return null;
  const chosen = data.areas.length === 1 ? data.areas[0] : data.choices[0]?.path;
  const change = (path: string) =>
    choose.mutate(
      { path },
      {
        onSuccess: () => onChosen(path),
        onError: () => showToast({ text: t('shell.areaFailed') }),
      },
    );
  return (
    <span className="area-choice">
      <select
        aria-label={t('shell.area')}
        value={choose.isPending ? choose.variables.path : chosen}
        disabled={choose.isPending}
        onChange={({ target }) => change(target.value)}
      >
        {data.choices.map(({ path, name }) => (
          <option key={path} value={path}>
            {name}
          </option>
        ))}
      </select>
      <Icon name="down" size={14} />
    </span>
  );
}
