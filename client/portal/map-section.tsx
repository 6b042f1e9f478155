// The map, when somebody asks for it: its engine and its data come only then.
import { lazy, Suspense, useState } from 'react';
import type { Published } from '#contract/portal';
import { ErrorNote } from './error-note.tsx';
import type { ChosenPlace } from './use-place.ts';
import { useSpoken } from './words.ts';

const PortalMap = lazy(() => import('./portal-map.tsx').then((module) => ({ default: module.PortalMap })));

interface Props {
  set: Published;
  place: ChosenPlace | undefined;
}

export function MapSection({ set, place }: Props) {
  const { words } = useSpoken();
  const [open, setOpen] = useState(false);
  return (
    <section className="card map-card" aria-labelledby="map">
      <h2 id="map">{words.map.title}</h2>
      <button type="button" className="secondary" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? words.map.hide : words.map.show}
      </button>
      <p className="note">{open ? words.map.same : words.map.size}</p>
      {open && (
        <ErrorNote text={words.map.failed} reload={words.map.reload}>
          <Suspense fallback={<p role="status">{words.map.loading}</p>}>
            <PortalMap set={set} place={place?.point} />
          </Suspense>
        </ErrorNote>
      )}
    </section>
  );
}
