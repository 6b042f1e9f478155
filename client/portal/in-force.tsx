// What is in force, and what to do: the first two things that somebody has to see.
import type { Published } from '#contract/portal';
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

export function ActCard() {
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
    </section>
  );
}
