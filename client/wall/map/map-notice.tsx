// What is not drawn, in words over the map: an empty map must never look like a calm city.
import { formatTime } from '../../ui/formats.ts';
import { useWords } from '../../ui/language.ts';
import { useCutSince } from '../block.tsx';

interface Props {
  missing: readonly string[];
  lost: boolean;
  tilesFailed: boolean;
}

export function MapNotice({ missing, lost, tilesFailed }: Props) {
  const { t } = useWords();
  const cutSince = useCutSince();
  const names = missing.map((layer) => t(`wall.check.layers.${layer}` as 'wall.check.layers.incidents'));
  const notices = [
    cutSince !== undefined && t('wall.cutWide', { time: formatTime(cutSince) }),
    lost && t('wall.check.context'),
    !lost && names.length > 0 && t('wall.check.missing', { layers: names.join(t('shell.comma')) }),
    tilesFailed && cutSince === undefined && t('wall.check.tiles'),
  ].filter((notice) => notice !== false);
  return (
    <div className="wall-notices" role="status">
      {notices.map((notice) => (
        <p key={notice} className="is-unknown">
          <span>{notice}</span>
        </p>
      ))}
    </div>
  );
}
