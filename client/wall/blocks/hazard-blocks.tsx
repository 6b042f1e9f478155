// Registered hazards by level, in all and by county. What is not yet assessed is a column of its own.
import type { Level } from '#contract/platform';
import { LEVELS } from '../../incidents/incident-order.ts';
import { formatNumber } from '../../ui/formats.ts';
import { useWords } from '../../ui/language.ts';
import { LevelBadge, levelKey } from '../../ui/level-badge.tsx';
import { Block } from '../block.tsx';
import { useWallUnit } from '../unit.ts';
import { Count } from './open-block.tsx';
import { useDataAt } from './shelter-blocks.tsx';
import { useCounties } from './use-counties.ts';

type LevelCounts = readonly { readonly level: Level; readonly count: number }[];
const countOf = (counts: LevelCounts, level: Level) => counts.find((one) => one.level === level)?.count ?? 0;
const total = (counts: LevelCounts) => counts.reduce((sum, { count }) => sum + count, 0);

export function HazardsBlock() {
  const { t, language } = useWords();
  const { counts, staleSince } = useCounties();
  const { unit } = useWallUnit();
  const all = counts?.counties.flatMap(({ hazards }) => hazards) ?? [];
  const sums = LEVELS.map((level) => ({ level, count: total(all.filter((one) => one.level === level)) }));
  return (
    <Block title={t('wall.hazards.title')} aside={useDataAt(counts?.hazardsAt)} staleSince={staleSince} grow>
      {counts && (
        <>
          <div className="wall-key is-second">
            <b data-figure="hazards">{formatNumber(total(sums), language)}</b>
          </div>
          <ul className="wall-levels is-tall">
            {sums.map(({ level, count }) => (
              <li key={levelKey(level)}>
                <LevelBadge level={level} size={64 * unit} decorative />
                <span>{level === null ? t('wall.hazards.notAssessed') : t(`shell.level.long.${level}`)}</span>
                <b>{formatNumber(count, language)}</b>
              </li>
            ))}
          </ul>
        </>
      )}
    </Block>
  );
}

export function HazardCountiesBlock() {
  const { t } = useWords();
  const { counts, staleSince } = useCounties();
  const { unit } = useWallUnit();
  return (
    <Block title={t('wall.hazards.byCounty')} staleSince={staleSince}>
      {counts && (
        <table className="wall-table">
          <thead>
            <tr>
              <th scope="col">
                <span className="only-heard">{t('shell.fact.county')}</span>
              </th>
              {LEVELS.map((level) => (
                <th key={levelKey(level)} scope="col">
                  <LevelBadge level={level} size={44 * unit} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {counts.counties.map(({ divisionPath, name, hazards }) => (
              <tr key={divisionPath}>
                <th scope="row">{name}</th>
                {LEVELS.map((level) => (
                  <Count key={levelKey(level)} count={countOf(hazards, level)} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Block>
  );
}
