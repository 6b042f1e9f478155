// Shelters: how many take people in now, how many could, and how many persons they have room for.
import type { CountyCounts } from '#contract/walls';
import { formatMoment, formatNumber } from '../../ui/formats.ts';
import { useWords } from '../../ui/language.ts';
import { Block } from '../block.tsx';
import { serverNow } from '../../platform/clock.ts';
import { CountBars } from './count-bars.tsx';
import { useCounties } from './use-counties.ts';

const STATES = ['open', 'ready', 'unavailable'] as const;
/** Rows of the foot. */
const ROWS = 7;

const sumOf = (counts: CountyCounts, state: (typeof STATES)[number], what: 'count' | 'capacityPersons') =>
  counts.counties
    .flatMap(({ shelters }) => shelters)
    .filter((shelter) => shelter.state === state)
    .reduce((sum, shelter) => sum + shelter[what], 0);

export function SheltersBlock() {
  const { t, language } = useWords();
  const { counts, staleSince } = useCounties();
  const figure = (count: number) => formatNumber(count, language);
  return (
    <Block title={t('wall.shelters.title')} aside={useDataAt(counts?.sheltersAt)} staleSince={staleSince} grow>
      {counts && (
        <ul className="wall-states">
          {STATES.map((state) => (
            <li key={state} className={`is-${state}`}>
              <span>{t(`wall.shelters.${state}`)}</span>
              <b data-figure={`shelters-${state}`}>{figure(sumOf(counts, state, 'count'))}</b>
              <small>{t('wall.shelters.capacity', { n: figure(sumOf(counts, state, 'capacityPersons')) })}</small>
            </li>
          ))}
        </ul>
      )}
    </Block>
  );
}

/** Room in persons of what is open or can be opened; at the right, open of all. */
export function ShelterCountiesBlock() {
  const { t, language } = useWords();
  const { counts, staleSince } = useCounties();
  const rows = (counts?.counties ?? []).map(({ name, shelters }) => {
    const usable = shelters.filter(({ state }) => state !== 'unavailable');
    const open = shelters.find(({ state }) => state === 'open')?.count ?? 0;
    const all = shelters.reduce((sum, { count }) => sum + count, 0);
    const persons = usable.reduce((sum, { capacityPersons }) => sum + capacityPersons, 0);
    return { name, count: persons, text: `${formatNumber(open, language)} / ${formatNumber(all, language)}` };
  });
  return (
    <Block
      title={`${t('wall.shelters.title')} · ${t('wall.shelters.byCounty')}`}
      aside={t('wall.shelters.openOf')}
      staleSince={staleSince}
    >
      {counts && <CountBars rows={rows} most={ROWS} empty={t('wall.shelters.none')} />}
    </Block>
  );
}

/** How old a register is, in words. */
export function useDataAt(at: string | null | undefined): string {
  const { t, language } = useWords();
  return at ? t('wall.dataAt', { time: formatMoment(at, serverNow(), language) }) : '';
}
