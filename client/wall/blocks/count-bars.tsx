// Named counts as bars: the name at the left, the figure at the right, the bar between.
import { Bar, BarChart, XAxis, YAxis } from 'recharts';
import { formatNumber } from '../../ui/formats.ts';
import { useWords } from '../../ui/language.ts';
import { useWallUnit } from '../unit.ts';
import { useBox } from './use-box.ts';

export interface CountRow {
  readonly name: string;
  /** Length of the bar. */
  readonly count: number;
  /** What stands at its right; the count where absent. */
  readonly text?: string;
  /** In small beside it. */
  readonly aside?: string;
}

/** For the name at the left and the figures at the right, pixels of the design. */
const ROOM = { alone: 540, withAside: 580 } as const;

interface Props {
  rows: readonly CountRow[];
  /** The block's height is divided by this, so that neighbours line up. */
  most: number;
  empty: string;
}

export function CountBars({ rows, most, empty }: Props) {
  const { t, language } = useWords();
  const { unit } = useWallUnit();
  const { ref, width, height } = useBox();
  if (rows.length === 0) return <p className="wall-wait">{empty}</p>;
  const textOf = ({ count, text }: CountRow) => text ?? formatNumber(count, language);
  const label = rows.map((row) => {
    const said = t('wall.trend.listLabel', { name: row.name, count: textOf(row) as never });
    return row.aside === undefined ? said : `${said} ${row.aside}`;
  });
  const room = (rows.some(({ aside }) => aside !== undefined) ? ROOM.withAside : ROOM.alone) * unit;
  const rowHeight = height / most;
  return (
    <div className="wall-bars" ref={ref} role="img" aria-label={label.join(t('shell.semicolon'))}>
      <ul aria-hidden="true">
        {rows.map((row) => (
          <li key={row.name} style={{ height: rowHeight }}>
            <span>{row.name}</span>
            <b>
              {row.aside !== undefined && <small>{row.aside}</small>}
              {textOf(row)}
            </b>
          </li>
        ))}
      </ul>
      <div className="wall-bars-room">
        <BarChart
          layout="vertical"
          width={Math.max(0, width - room)}
          height={rowHeight * rows.length}
          data={[...rows]}
          margin={{ top: 0, right: 0, bottom: 0, left: 0 }}
          barSize={14 * unit}
          accessibilityLayer={false}
        >
          <XAxis type="number" hide domain={[0, 'dataMax']} />
          <YAxis type="category" dataKey="name" hide />
          <Bar
            dataKey="count"
            fill="var(--c-series-2)"
            radius={7 * unit}
            isAnimationActive={false}
            background={{ fill: 'var(--c-input)', radius: 7 * unit }}
          />
        </BarChart>
      </div>
    </div>
  );
}
