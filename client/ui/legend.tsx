// Layers and legend in one list: what a symbol means, how many are in view, how old that is, and the switch.
import './legend.css';
import { useId, type ReactNode } from 'react';
import { useShownTime } from '../platform/moment.ts';
import { formatAge, formatMoment, formatNumber, formatTime } from './formats.ts';
import { useWords } from './language.ts';

/** Clocks differ: what seems to be this little ahead of the moment shown is of that moment, ms. */
const SLACK_MS = 60_000;

export interface LegendRow {
  /** Name of the layer; what `onToggle` is told. */
  readonly key: string;
  readonly name: string;
  /** As drawn on the map. */
  readonly symbol: ReactNode;
  /** In view; undefined while it is not known. */
  readonly count: number | undefined;
  /** When the data last changed or was confirmed; null where nothing was ever loaded. */
  readonly dataAt: string | null | undefined;
  /** The data cannot be believed to be current: the row is hatched and says since when. */
  readonly stale?: boolean;
  readonly visible: boolean;
}

interface Props {
  rows: readonly LegendRow[];
  onToggle: (key: string) => void;
  folded: boolean;
  onFold: (folded: boolean) => void;
}

export function Legend({ rows, onToggle, folded, onFold }: Props) {
  const { t } = useWords();
  const listId = useId();
  return (
    <section className="legend" aria-label={t('map.legend')}>
      <header>
        <h2>{t('map.legend')}</h2>
        {!folded && (
          <span aria-hidden="true">
            {t('map.count')}
            <i>{t('map.dataAge')}</i>
          </span>
        )}
        <button
          type="button"
          className="legend-fold"
          aria-expanded={!folded}
          aria-controls={listId}
          aria-label={t(folded ? 'map.unfold' : 'map.fold')}
          title={t(folded ? 'map.unfold' : 'map.fold')}
          onClick={() => onFold(!folded)}
        >
          <Stroke paths={[folded ? 'm6 15 6-6 6 6' : 'm6 9 6 6 6-6']} />
        </button>
      </header>
      <ul id={listId} hidden={folded}>
        {rows.map((row) => (
          <li key={row.key}>
            <Row row={row} onToggle={onToggle} />
          </li>
        ))}
      </ul>
    </section>
  );
}

const EYE = [
  'M2.06 12.35a1 1 0 0 1 0-.7 10.75 10.75 0 0 1 19.88 0 1 1 0 0 1 0 .7 10.75 10.75 0 0 1-19.88 0',
  'M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z',
];
const EYE_OFF = [
  'M10.73 5.08a10.74 10.74 0 0 1 11.21 6.57 1 1 0 0 1 0 .7 10.75 10.75 0 0 1-1.45 2.49',
  'M14.08 14.16a3 3 0 0 1-4.24-4.24M17.48 17.5a10.75 10.75 0 0 1-15.42-5.15 1 1 0 0 1 0-.7 10.75 10.75 0 0 1 4.45-5.14M2 2l20 20',
];

function Row({ row, onToggle }: { row: LegendRow; onToggle: Props['onToggle'] }) {
  const { t, language } = useWords();
  const now = useShownTime();
  const { key, name, symbol, count, dataAt, stale = false, visible } = row;
  const age = ageText();
  const counted = count === undefined ? '–' : formatNumber(count, language);
  return (
    <button
      type="button"
      className="legend-row"
      data-stale={stale}
      aria-pressed={visible}
      title={dataAt ? formatMoment(dataAt, now, language) : undefined}
      onClick={() => onToggle(key)}
    >
      <span className="legend-picture">{symbol}</span>
      <span className="legend-name">{name}</span>
      <span className="only-heard">{t('map.inView')}</span>
      <span className="legend-count">{counted}</span>
      <span className="only-heard">{t('map.dataTime')}</span>
      <span className="legend-age">{age}</span>
      <Stroke paths={visible ? EYE : EYE_OFF} />
    </button>
  );

  function ageText(): string {
    if (dataAt === undefined) return '…';
    if (dataAt === null) return t('map.noData');
    // A layer without a past is that of today, whatever is looked back at.
    if (Date.parse(dataAt) > now + SLACK_MS) return t('time.ofToday');
    // Of another day the moment is too long for a row: the age says it, the tooltip says it exactly.
    const today = formatMoment(dataAt, now, language) === formatTime(dataAt);
    if (stale && today) return t('map.since', { time: formatTime(dataAt) });
    return formatAge(now - Date.parse(dataAt), language);
  }
}

function Stroke({ paths }: { paths: readonly string[] }) {
  return (
    <svg className="legend-stroke" width="14" height="14" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {paths.map((path) => (
        <path key={path} d={path} />
      ))}
    </svg>
  );
}
