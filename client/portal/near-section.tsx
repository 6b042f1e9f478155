// What is near the chosen place: a sentence, then the lists.
import { useMemo, type Ref } from 'react';
import type { Advice, Published } from '#contract/portal';
import { RADII_M, type Nearby, type RadiusM } from './nearby.ts';
import { sayWhere } from './saying.ts';
import { ThingList } from './thing-list.tsx';
import { HazardRow, ShelterRow } from './thing-row.tsx';
import { useSpoken } from './words.ts';
import type { PortalWords } from '../ui/words/portal.ts';

interface Props {
  set: Published;
  nearby: Nearby;
  radiusM: RadiusM;
  onRadius: (radiusM: RadiusM) => void;
  heading: Ref<HTMLHeadingElement>;
}

export function NearSection({ set, nearby, radiusM, onRadius, heading }: Props) {
  const { words } = useSpoken();
  const adviceOf = useAdvice(set);
  return (
    <section className="card" aria-labelledby="near">
      <h2 id="near" ref={heading} tabIndex={-1}>
        {words.near.title}
      </h2>
      <fieldset className="radius">
        <legend>{words.radius.title}</legend>
        {RADII_M.map((metres) => (
          <label key={metres}>
            <input type="radio" name="radius" checked={metres === radiusM} onChange={() => onRadius(metres)} />
            <span>{words.radius.m(metres)}</span>
          </label>
        ))}
      </fieldset>
      <p className="sentence">{nearSentence(words, nearby, radiusM)}</p>
      <p className="note">{words.near.only}</p>
      <ThingList
        title={words.near.hazardsTitle}
        items={nearby.hazards}
        rowOf={(near) => <HazardRow key={near.thing.code} {...near} advice={adviceOf(near.thing.kind)} />}
      />
      <p className="sentence">
        {words.near.shelters(nearby.sheltersWithin, words.radius.m(radiusM), nearby.shelters.length)}
      </p>
      <ThingList
        title={words.near.sheltersTitle}
        items={nearby.shelters}
        rowOf={(near) => <ShelterRow key={near.thing.code} {...near} />}
      />
    </section>
  );
}

/** 1 公里内有 3 处公布的危险源。最近的是…，东北方向约 600 米。 */
export function nearSentence(words: PortalWords, { hazards }: Nearby, radiusM: number): string {
  const [first] = hazards;
  const count = words.near.hazards(hazards.length, words.radius.m(radiusM));
  if (!first?.nearness) return count;
  const gap = count.endsWith('.') ? ' ' : '';
  return `${count}${gap}${words.near.nearest(first.thing.name, sayWhere(words, first.nearness, first.thing.approximate))}`;
}

export function useAdvice({ advice }: Published): (kind: Advice['kind']) => Advice | undefined {
  return useMemo(() => {
    const byKind = new Map(advice.map((one) => [one.kind, one]));
    return (kind) => byKind.get(kind);
  }, [advice]);
}
