// A place in the coordinates that people exchange, each to be copied.
import type { Position } from '../../geodata/space/geometry.ts';
import { toGcj02 } from '../../geodata/space/gcj02.ts';
import { DrawerSection } from '../ui/drawer.tsx';
import { formatDegrees } from '../ui/formats.ts';
import { useWords } from '../ui/language.ts';
import { showToast } from '../ui/toasts.tsx';
import { formatDms } from './degrees.ts';

/** Longitude first, as everywhere in the house. */
const decimal = ([lon, lat]: Position) => `${formatDegrees(lon)}, ${formatDegrees(lat)}`;

export function Coordinates({ point }: { point: Position }) {
  const { t } = useWords();
  const rows = [
    { name: t('tools.wgs84'), value: decimal(point) },
    { name: t('tools.gcj02'), value: decimal(toGcj02(point)) },
    { name: t('tools.dms'), value: formatDms(point) },
  ];
  return (
    <DrawerSection title={t('tools.coordinates')}>
      <dl className="facts">
        {rows.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {value} <CopyButton name={name} value={value} />
            </dd>
          </div>
        ))}
      </dl>
    </DrawerSection>
  );
}

function CopyButton({ name, value }: { name: string; value: string }) {
  const { t } = useWords();
  const copy = () =>
    navigator.clipboard.writeText(value).then(
      () => showToast({ text: t('tools.valueCopied', { name }) }),
      () => showToast({ text: t('tools.copyFailed') }),
    );
  const label = t('tools.copyValue', { name });
  return (
    <button type="button" className="link-button" aria-label={label} title={label} onClick={() => void copy()}>
      {t('tools.copyShort')}
    </button>
  );
}
