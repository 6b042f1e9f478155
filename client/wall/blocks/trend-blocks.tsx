// The last 24 hours: by hour with yesterday behind it, by county, by kind.
import { Bar, Cell, ComposedChart, Line, XAxis, YAxis } from 'recharts';
import { formatNumber } from '../../ui/formats.ts';
import { useWords } from '../../ui/language.ts';
import { Block } from '../block.tsx';
import { useWallUnit } from '../unit.ts';
import { CountBars, type CountRow } from './count-bars.tsx';
import { largest, type Day } from './day.ts';
import { useBox } from './use-box.ts';
import { useDay } from './use-day.ts';

export function HoursBlock({ yesterday }: { yesterday: boolean }) {
  const { t, language } = useWords();
  const { day, staleSince } = useDay();
  const figure = (count: number) => formatNumber(count, language);
  return (
    <Block title={t('wall.trend.hours')} staleSince={staleSince} className="is-hours">
      {day && (
        <>
          <p className="wall-total">
            <b data-figure="day">{figure(day.total)}</b>
            <span>{t('wall.trend.unit')}</span>
          </p>
          {yesterday && (
            <p className="wall-before">
              <Before count={day.before} />
            </p>
          )}
          <HoursChart day={day} yesterday={yesterday && day.before !== undefined} />
        </>
      )}
    </Block>
  );
}

/** What was never recorded is not nothing. */
function Before({ count }: { count: number | undefined }) {
  const { t, language } = useWords();
  if (count === undefined) return t('wall.trend.notRecorded');
  return (
    <>
      <i aria-hidden="true" />
      {t('wall.trend.yesterday')} <b data-figure="before">{formatNumber(count, language)}</b>
    </>
  );
}

/** Bars are now, the last one is the present hour; the dashed line is the same hour of yesterday. */
function HoursChart({ day, yesterday }: { day: Day; yesterday: boolean }) {
  const { t } = useWords();
  const { unit } = useWallUnit();
  const { ref, width, height } = useBox();
  const { total: count, before = 0 } = day;
  const label = yesterday ? t('wall.trend.hoursLabel', { count, before }) : t('wall.trend.hoursLabelNow', { count });
  const most = Math.max(1, ...day.hours.map((hour) => Math.max(hour.count, yesterday ? hour.before : 0)));
  return (
    <div className="wall-chart" ref={ref} role="img" aria-label={label}>
      <ComposedChart
        width={width}
        height={height}
        data={[...day.hours]}
        barCategoryGap="14%"
        margin={{ top: 6 * unit, right: 0, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <YAxis hide domain={[0, most]} />
        <XAxis
          dataKey="at"
          interval={0}
          height={62 * unit}
          tickLine={false}
          axisLine={{ stroke: 'var(--c-line-strong)', strokeWidth: 3 * unit }}
          tick={(tick: HourTickProps) => <HourTick {...tick} unit={unit} />}
        />
        <Bar dataKey="count" isAnimationActive={false}>
          {day.hours.map(({ at }, index) => (
            <Cell key={at} fill={index === day.hours.length - 1 ? 'var(--c-accent)' : 'var(--c-series-2)'} />
          ))}
        </Bar>
        {yesterday && (
          <Line
            dataKey="before"
            type="step"
            dot={false}
            stroke="var(--c-text-2)"
            strokeWidth={4 * unit}
            strokeDasharray={`${14 * unit} ${10 * unit}`}
            isAnimationActive={false}
          />
        )}
      </ComposedChart>
    </div>
  );
}

interface HourTickProps {
  x: number | string;
  y: number | string;
  index: number;
  payload: { value: number };
}

/** Three words beneath 24 bars: the first hour, the middle, now. */
function HourTick({ x, y, index, payload, unit }: HourTickProps & { unit: number }) {
  const { t } = useWords();
  const place = { 0: 'start', 12: 'middle', 23: 'end' } as const;
  const anchor = place[index as keyof typeof place];
  if (!anchor) return null;
  const h = String((Math.floor(payload.value / 3_600_000) + 8) % 24).padStart(2, '0');
  // In the last hour of a day all 24 are of that day.
  const first = t(h === '00' ? 'wall.trend.hour' : 'wall.trend.yesterdayHour', { h });
  const words = { 0: first, 12: t('wall.trend.hour', { h }), 23: t('wall.trend.now') };
  const shift = { start: -18, middle: 0, end: 18 }[anchor] * unit;
  return (
    <text
      x={Number(x) + shift}
      y={Number(y) + 40 * unit}
      textAnchor={anchor}
      fill="var(--c-text-3)"
      fontSize={42 * unit}
    >
      {words[index as keyof typeof words]}
    </text>
  );
}

/** As many rows as the foot has room for. */
const ROWS = 7;

export function CountiesBlock({ yesterday }: { yesterday: boolean }) {
  const { t } = useWords();
  const { day, staleSince } = useDay();
  const rows = day?.counties.map(({ key, ...counts }) => ({ name: key ?? t('wall.trend.outside'), ...counts })) ?? [];
  return (
    <Block title={t('wall.trend.counties')} staleSince={staleSince}>
      {day && <DayBars rows={rows} yesterday={yesterday} />}
    </Block>
  );
}

export function KindsBlock({ yesterday }: { yesterday: boolean }) {
  const { t } = useWords();
  const { day, staleSince } = useDay();
  const { shown, rest } = largest(day?.kinds ?? [], ROWS);
  const rows: DayRow[] = shown.map(({ key, ...counts }) => ({ name: t(`incidents.kinds.${key}`), ...counts }));
  if (rest) rows.push({ ...rest, name: t('wall.trend.others', { n: rest.key }) });
  return (
    <Block title={t('wall.trend.kinds')} staleSince={staleSince}>
      {day && <DayBars rows={rows} yesterday={yesterday} />}
    </Block>
  );
}

/** Bars of today, and in small what it was yesterday at this time. */
function DayBars({ rows, yesterday }: { rows: readonly DayRow[]; yesterday: boolean }) {
  const { t, language } = useWords();
  const shown = rows.map(({ name, count, before }): CountRow => {
    if (!yesterday || before === undefined) return { name, count };
    return { name, count, aside: t('wall.trend.before', { n: formatNumber(before, language) }) };
  });
  return <CountBars rows={shown} most={Math.max(ROWS, rows.length)} empty={t('wall.trend.none')} />;
}

interface DayRow {
  readonly name: string;
  readonly count: number;
  readonly before: number | undefined;
}
