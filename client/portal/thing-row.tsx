// One published thing in a list: a line that says all that matters, and its details behind it.
import { useId, useState, type ReactNode } from 'react';
import type { Advice, PublishedHazard, PublishedShelter } from '#contract/portal';
import { Icon } from '../ui/icons.tsx';
import { LevelMark } from './level-mark.tsx';
import { walkMinutes, type Nearness } from './nearness.ts';
import type { Near } from './nearby.ts';
import { sayDay, sayWhere } from './saying.ts';
import { useSpoken } from './words.ts';

export function HazardRow({ thing, nearness, advice }: Near<PublishedHazard> & { advice: Advice | undefined }) {
  const { words, language } = useSpoken();
  const { level, geometry, name } = thing;
  const assessed = level === null ? words.thing.unknownLevel : words.thing.level[level];
  const kind = advice?.name[language] ?? '';
  return (
    <Row
      mark={<LevelMark level={level} />}
      name={name}
      line={geometry ? `${kind} · ${words.thing.area}` : kind}
      nearness={nearness}
      approximate={thing.approximate}
      code={thing.code}
    >
      {advice && (
        <>
          <h4>{words.thing.steps}</h4>
          <ol>
            {advice.steps.map((step) => (
              <li key={step.en}>{step[language]}</li>
            ))}
          </ol>
        </>
      )}
      <Facts thing={thing} more={[[words.thing.assessed, assessed]]} />
    </Row>
  );
}

export function ShelterRow({ thing, nearness }: Near<PublishedShelter>) {
  const { words } = useSpoken();
  const { state, indoor, capacityPersons, name, code } = thing;
  const room = words.thing.room(String(capacityPersons));
  const where = indoor ? words.thing.indoor : words.thing.outdoor;
  return (
    <Row
      mark={
        <span className={`house house-${state}`}>
          <Icon name="shelters" size={24} />
        </span>
      }
      name={name}
      line={`${words.thing.states[state]} · ${where} · ${room}`}
      nearness={nearness}
      approximate={thing.approximate}
      walk
      code={code}
    >
      {nearness && <p className="note">{words.near.walkWhy}</p>}
      <Facts thing={thing} more={[]} />
    </Row>
  );
}

interface RowProps {
  mark: ReactNode;
  name: string;
  line: string;
  nearness: Nearness | undefined;
  approximate: boolean;
  walk?: boolean;
  code: string;
  children: ReactNode;
}

function Row({ mark, name, line, nearness, approximate, walk = false, code, children }: RowProps) {
  const { words } = useSpoken();
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <li className="thing" data-code={code}>
      <button
        type="button"
        className="thing-line"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {mark}
        <span className="thing-text">
          <b>{name}</b>
          <span>{line}</span>
          {nearness && (
            <span className="where">
              {sayWhere(words, nearness, approximate)}
              {walk && ` · ${words.near.walk(walkMinutes(nearness.distanceM))}`}
            </span>
          )}
        </span>
        <Icon name="down" size={20} />
      </button>
      <div id={id} className="thing-more" hidden={!open}>
        {open && children}
      </div>
    </li>
  );
}

type Thing = PublishedHazard | PublishedShelter;

function Facts({ thing, more }: { thing: Thing; more: readonly (readonly [name: string, value: string])[] }) {
  const { words } = useSpoken();
  const { address, county, town, publishedAt, code, approximate, demo } = thing;
  const lies = [county, town].filter(Boolean).join(' ');
  const facts = [
    [words.thing.address, address ?? (lies || words.thing.noAddress)],
    ...more,
    [words.thing.published, sayDay(words, Date.parse(publishedAt), Date.now())],
    [words.thing.code, code],
  ] as const;
  return (
    <>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {approximate && <p className="note">{words.thing.approximate}</p>}
      {demo && <p className="note">{words.thing.demo}</p>}
    </>
  );
}
