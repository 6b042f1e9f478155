// Everything that is published, by counties: all that the map says, without a place and without a map.
import { useMemo, useState } from 'react';
import type { Published } from '#contract/portal';
import { useAdvice } from './near-section.tsx';
import { ThingList } from './thing-list.tsx';
import { HazardRow, ShelterRow } from './thing-row.tsx';
import { useSpoken } from './words.ts';

export function CitySection({ set, chosen }: { set: Published; chosen: boolean }) {
  const { words } = useSpoken();
  const counties = useMemo(() => countiesOf(set), [set]);
  return (
    <section className="card" aria-labelledby="city">
      <h2 id="city">{words.city.title}</h2>
      {!chosen && <p className="note">{words.city.why}</p>}
      {counties.map((county) => (
        <County key={county.name ?? ''} {...county} set={set} />
      ))}
    </section>
  );
}

type Things = Pick<Published, 'hazards' | 'shelters'>;

function County({ name, hazards, shelters, set }: Things & { name: string | null; set: Published }) {
  const { words } = useSpoken();
  const [open, setOpen] = useState(false);
  const adviceOf = useAdvice(set);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{words.city.county(name ?? words.city.elsewhere, hazards.length, shelters.length)}</summary>
      {open && (
        <>
          <ThingList
            title={words.near.hazardsTitle}
            items={hazards}
            rowOf={(thing) => <HazardRow key={thing.code} thing={thing} advice={adviceOf(thing.kind)} />}
          />
          <ThingList
            title={words.near.sheltersTitle}
            items={shelters}
            rowOf={(thing) => <ShelterRow key={thing.code} thing={thing} />}
          />
        </>
      )}
    </details>
  );
}

function countiesOf({ hazards, shelters }: Published): (Things & { name: string | null })[] {
  const names = [...new Set([...shelters, ...hazards].map(({ county }) => county))];
  return names.map((name) => ({
    name,
    hazards: hazards.filter(({ county }) => county === name),
    shelters: shelters.filter(({ county }) => county === name),
  }));
}
