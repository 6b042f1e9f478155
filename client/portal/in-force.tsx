// What is in force, and what to do: the first two things that somebody has to see.
import type { Published } from '#contract/portal';
import { useAdvice } from './near-section.tsx';
import type { Nearby } from './nearby.ts';
import { useSpoken } from './words.ts';

export function NowCard({ set }: { set: Published }) {
  const { words } = useSpoken();
  const open = set.shelters.filter(({ state }) => state === 'open').length;
  return (
    <section className="card" aria-labelledby="now">
      <h2 id="now">{words.now.title}</h2>
      <div className="unknown">
        <p>
          <b>{words.now.warnings}</b>
        </p>
        <p>{words.now.warningsWhy}</p>
      </div>
      <p className="sentence">{words.now.openShelters(open)}</p>
    </section>
  );
}

interface ActProps {
  set: Published | undefined;
  /** Undefined where no place is chosen. */
  nearby: Nearby | undefined;
}

export function ActCard({ set, nearby }: ActProps) {
  const { words } = useSpoken();
  return (
    <section className="card" aria-labelledby="act">
      <h2 id="act">{words.act.title}</h2>
      <ul className="calls">
        {words.act.calls.map(([number = '', what = '']) => (
          <li key={number}>
            <a href={`tel:${number}`} aria-label={words.act.call(number, what)}>
              <b>{number}</b> <span>{what}</span>
            </a>
          </li>
        ))}
      </ul>
      {set && nearby && <KindsNear set={set} nearby={nearby} />}
    </section>
  );
}

/** One line for each kind of hazard that is near: the first thing to do about it. */
function KindsNear({ set, nearby }: { set: Published; nearby: Nearby }) {
  const { words, language } = useSpoken();
  const adviceOf = useAdvice(set);
  const kinds = [...new Set(nearby.hazards.map(({ thing }) => thing.kind))];
  if (kinds.length === 0) return null;
  return (
    <>
      <h3>{words.act.near}</h3>
      <dl>
        {kinds.map((kind) => (
          <div key={kind}>
            <dt>{adviceOf(kind)?.name[language]}</dt>
            <dd>{adviceOf(kind)?.steps[0]?.[language]}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
