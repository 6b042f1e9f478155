// Choosing where to look: this device's position, or a name that is looked up on the device.
import { useId, useState, type FormEvent, type Ref } from 'react';
import type { Places, Published } from '#contract/portal';
import { getPublic } from '../platform/public-data.ts';
import { Icon } from '../ui/icons.tsx';
import { isInCity } from './nearby.ts';
import { findPlaces, type FoundPlace } from './place-search.ts';
import type { PlaceChoice } from './use-place.ts';
import { useSpoken } from './words.ts';

interface Props {
  set: Published;
  choice: PlaceChoice;
  search: Ref<HTMLInputElement>;
}

export function PlaceSection({ set, choice, search }: Props) {
  const { words, language } = useSpoken();
  const { place, locate, locating, trouble, forget } = choice;
  const city = language === 'en' ? set.city.nameEn : set.city.name;
  const name = place?.name ?? words.place.here;
  return (
    <section className="card" aria-labelledby="place">
      <h2 id="place">{words.place.title}</h2>
      {place && (
        <p className="chosen">
          <b>{words.place.chosen(name)}</b>
          <button type="button" className="link" onClick={forget}>
            {words.place.forget}
          </button>
        </p>
      )}
      {place?.accuracyM ? <p className="note">{words.place.accuracy(place.accuracyM)}</p> : null}
      {place && !isInCity(set, place.point) && <p className="note">{words.place.outside(city)}</p>}
      {!place && (
        <button type="button" className="primary" onClick={locating ? undefined : locate} aria-disabled={locating}>
          <Icon name="locate" size={22} />
          {locating ? words.place.locating : words.place.locate}
        </button>
      )}
      {!place && <PlaceSearch choose={choice.choose} field={search} />}
      <p role="status" className="note">
        {trouble && words.place[trouble]}
      </p>
      <p className="note">{words.place.private}</p>
    </section>
  );
}

type Answer = { readonly found: readonly FoundPlace[] } | 'failed' | undefined;

/** The names of places are fetched once, when somebody first looks for one. */
function PlaceSearch({ choose, field }: Pick<PlaceChoice, 'choose'> & { field: Ref<HTMLInputElement> }) {
  const { words } = useSpoken();
  const id = useId();
  const [typed, setTyped] = useState('');
  const [answer, setAnswer] = useState<Answer>();
  const [places, setPlaces] = useState<Places>();
  const find = (event: FormEvent) => {
    event.preventDefault();
    if (places) setAnswer({ found: findPlaces(places, typed) });
    else
      getPublic<Places>('/api/portal/places')
        .then(({ data }) => {
          setPlaces(data);
          setAnswer({ found: findPlaces(data, typed) });
        })
        .catch(() => setAnswer('failed'));
  };
  return (
    <form role="search" onSubmit={find}>
      <label htmlFor={id}>{words.place.search}</label>
      <span className="search">
        <input
          id={id}
          ref={field}
          type="search"
          autoComplete="off"
          maxLength={60}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <button type="submit" className="secondary">
          {words.place.find}
        </button>
      </span>
      <p role="status" className="note">
        {answer === 'failed' ? words.place.failed : answer && words.place.found(answer.found.length)}
      </p>
      {answer && answer !== 'failed' && (
        <ul className="found">
          {answer.found.map(({ name, within, point }) => (
            <li key={`${name} ${point.join()}`}>
              <button type="button" className="secondary" onClick={() => choose(name, point)}>
                {within === '' ? name : words.place.within(name, within)}
              </button>
            </li>
          ))}
        </ul>
      )}
    </form>
  );
}
