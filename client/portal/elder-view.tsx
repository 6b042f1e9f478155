// 长者版: fewer things, whole sentences, spoken times.
import { useMemo, type Ref } from 'react';
import type { Published } from '#contract/portal';
import type { Nearby } from './nearby.ts';
import { walkMinutes } from './nearness.ts';
import { useAdvice } from './near-section.tsx';
import { PlaceSection } from './place-section.tsx';
import { ReadAloud } from './read-aloud.tsx';
import { sayTime, sayWhere } from './saying.ts';
import type { PlaceChoice } from './use-place.ts';
import { useSpoken } from './words.ts';
import { useSlowNow } from './freshness.tsx';

/** One kilometre, and no more than three things of it. */
export const ELDER_RADIUS_M = 1000;
const MOST = 3;

interface Props {
  set: Published;
  /** Within `ELDER_RADIUS_M`; undefined where no place is chosen. */
  nearby: Nearby | undefined;
  saidAt: number;
  choice: PlaceChoice;
  heading: Ref<HTMLHeadingElement>;
  search: Ref<HTMLInputElement>;
}

export function ElderView({ set, nearby, saidAt, choice, heading, search }: Props) {
  const { words } = useSpoken();
  const now = useSlowNow();
  const said = useSentences(set, nearby);
  const asOf = words.elderly.asOf(sayTime(words, saidAt, now, true));
  return (
    <>
      <section className="card" aria-labelledby="elder">
        <h2 id="elder" ref={heading} tabIndex={-1}>
          {said.first}
        </h2>
        {said.hazards.length > 0 && (
          <ul className="said">
            {said.hazards.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
        {choice.place && <p className="note">{words.near.only}</p>}
        <ReadAloud text={[asOf, said.first, ...said.hazards, ...said.shelter].join('\n')} />
      </section>
      {!choice.place && <PlaceSection set={set} choice={choice} search={search} />}
      {said.shelter.length > 0 && (
        <section className="card" aria-labelledby="elder-shelter">
          <h2 id="elder-shelter">{said.shelter[0]}</h2>
          {said.shelter.slice(1).map((line, at) => (
            <p key={line} className={at === 0 ? 'big' : undefined}>
              {line}
            </p>
          ))}
        </section>
      )}
      {choice.place && <PlaceSection set={set} choice={choice} search={search} />}
    </>
  );
}

interface Sentences {
  readonly first: string;
  readonly hazards: readonly string[];
  readonly shelter: readonly string[];
}

function useSentences(set: Published, nearby: Nearby | undefined): Sentences {
  const { words, language } = useSpoken();
  const adviceOf = useAdvice(set);
  return useMemo(() => {
    if (!nearby) return { first: words.elderly.first, hazards: [], shelter: [] };
    const { hazards, shelters } = nearby;
    const usable = shelters.find(({ thing }) => thing.state === 'open') ?? shelters[0];
    return {
      first: words.elderly.hazards(hazards.length),
      hazards: hazards.slice(0, MOST).map(({ thing, nearness }) => {
        const step = adviceOf(thing.kind)?.steps[0]?.[language];
        return words.elderly.one(
          thing.name,
          nearness ? sayWhere(words, nearness, thing.approximate) : '',
          step ?? words.elderly.keepAway,
        );
      }),
      shelter: usable?.nearness
        ? [
            usable.thing.state === 'open' ? words.elderly.shelterOpen : words.elderly.shelter,
            usable.thing.name,
            words.elderly.go(
              sayWhere(words, usable.nearness, usable.thing.approximate),
              words.near.walk(walkMinutes(usable.nearness.distanceM)),
            ),
            ...(usable.thing.state === 'ready' ? [words.elderly.notOpen] : []),
            ...(usable.thing.state === 'unavailable' ? [words.elderly.unusable] : []),
          ]
        : [],
    };
  }, [nearby, words, language, adviceOf]);
}
