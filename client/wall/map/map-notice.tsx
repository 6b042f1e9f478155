// What is not drawn, in words over the map: an empty map must never look like a calm city.
import { serverNow } from '../../platform/clock.ts';
import { formatMoment } from '../../ui/formats.ts';
import { useWords } from '../../ui/language.ts';
import { useCutSince } from '../block.tsx';
import { unconfirmedText, useUnconfirmed } from '../use-unconfirmed.ts';

interface Props {
  missing: readonly string[];
  lost: boolean;
  tilesFailed: boolean;
}

export function MapNotice({ missing, lost, tilesFailed }: Props) {
  const { t, language } = useWords();
  const unconfirmed = useUnconfirmed();
  const cutSince = useCutSince();
  const names = missing.map((layer) => t(`wall.check.layers.${layer}` as 'wall.check.layers.incidents'));
  const notices = [
    cutSince !== undefined && t('wall.cutWide', { time: formatMoment(cutSince, serverNow(), language) }),
    cutSince === undefined && unconfirmed && unconfirmedText(unconfirmed, t, language),
    lost && t('wall.check.context'),
    !lost && names.length > 0 && t('wall.check.missing', { layers: names.join(t('shell.comma')) }),
    tilesFailed && cutSince === undefined && t('wall.check.tiles'),
  ].filter((notice) => typeof notice === 'string');
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
