// The one map of the wall. Scenes change its layers and its camera, never the map itself.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { City } from '#contract/city';
import type { Incident } from '#contract/incidents';
import type { Box } from '../../../geodata/space/geometry.ts';
import { DivisionLayer } from '../../grids/division-layer.tsx';
import { HazardLayer } from '../../hazards/hazard-layer.tsx';
import { IncidentLayer } from '../../incidents/incident-layer.tsx';
import { useOpenIncidents } from '../../incidents/use-incidents.ts';
import { MapCanvas } from '../../map/map-canvas.tsx';
import type { MapHandle } from '../../map/map-context.tsx';
import { useLayerStatuses, type LayerStatuses } from '../../map/use-layer-statuses.ts';
import { sameView } from '../../map/camera.ts';
import { useSession } from '../../platform/session.ts';
import type { View } from '../../platform/url-state.ts';
import { ShelterLayer } from '../../shelters/shelter-layer.tsx';
import { useWords } from '../../ui/language.ts';
import { useBox } from '../blocks/use-box.ts';
import { useSelfCheck } from '../keeping/use-self-check.ts';
import type { Scene } from '../scenes.ts';
import { useWallUnit } from '../unit.ts';
import { CROWD_LAYER, CrowdLayer } from './crowd-layer.tsx';
import { Inset } from './inset.tsx';
import { MapNotice } from './map-notice.tsx';
import { Tags } from './tags.tsx';
import { useCamera } from './use-camera.ts';
import { useCloseUp } from './use-crowd.ts';

/** The map's signs and names beside those of a desk: nothing is written below 40 pixels of the design. */
const SCALE = 3.4;
const NOTHING_NEW: ReadonlySet<string> = new Set();
const ignore = () => undefined;

interface Props {
  city: City;
  scene: Scene;
  focus: string | null;
}

export function WallMap({ city, scene, focus }: Props) {
  const { t, language } = useWords();
  const { unit, wide } = useWallUnit();
  const { ref, width, height } = useBox();
  const scale = SCALE * unit;
  const incidents = useOpenIncidents();
  const { view, box, onViewChange } = useReported();
  const closeUp = useCloseUp(incidents, { view, width, height, unit, wide, scale });
  const { inside, outside } = useParts(incidents, closeUp?.crowd.ids);
  const { data: session } = useSession();
  const statuses = useLayerStatuses(box, session?.scopeEpoch ?? '');
  const crowded = closeUp !== undefined;
  const expected = useMemo(
    () => [...scene.layers, 'incidents', ...(crowded ? [CROWD_LAYER] : [])],
    [scene.layers, crowded],
  );
  const { missing, lost, generation } = useSelfCheck(ref, expected, crowded);
  const padding = useMemo(() => ({ top: 50, right: 50, bottom: 50, left: 50 }), []);
  const [handle, setHandle] = useState<MapHandle>();
  useCamera(handle, city, scene, incidents, focus);
  return (
    <div className="wall-map" ref={ref} inert>
      <MapCanvas
        key={generation}
        label={t('map.label', { city: language === 'en' ? city.nameEn : city.name })}
        home={city.bounds}
        basemap={city.basemap}
        sources={city.sources}
        theme="dark"
        scale={scale}
        onViewChange={onViewChange}
        padding={padding}
        onSelect={ignore}
        onReady={setHandle}
      >
        <TileLayers layers={scene.layers} statuses={statuses} />
        <IncidentLayer incidents={outside} newIds={NOTHING_NEW} />
        {closeUp && <CrowdLayer incidents={inside} box={closeUp.crowd.box} />}
        <Tags incidents={outside} focus={focus} avoid={closeUp ? [closeUp.rect, closeUp.frame] : []} />
      </MapCanvas>
      <Inset key={`inset ${generation}`} city={city} closeUp={closeUp} incidents={inside} scale={scale} focus={focus} />
      <MapNotice missing={missing} lost={lost} tilesFailed={statuses.failed && scene.layers.length > 0} />
    </div>
  );
}

/** What the map last said of itself; the same objects until it moves. */
function useReported() {
  const [view, setView] = useState<View>();
  const [box, setBox] = useState<Box>();
  const onViewChange = useCallback((now: View, bounds: Box) => {
    setView((before) => (sameView(before, now) ? before : now));
    setBox((before) => (before?.join() === bounds.join() ? before : bounds));
  }, []);
  return { view, box, onViewChange };
}

const NO_IDS: ReadonlySet<string> = new Set();

/** Those in the close-up and those that are not: each incident stands in one of them. */
function useParts(incidents: readonly Incident[], ids: ReadonlySet<string> = NO_IDS) {
  const kept = useRef(ids);
  const same = kept.current.size === ids.size && [...ids].every((id) => kept.current.has(id));
  const stable = same ? kept.current : ids;
  useEffect(() => {
    kept.current = stable;
  }, [stable]);
  return useMemo(
    () => ({
      inside: incidents.filter(({ id }) => stable.has(id)),
      outside: incidents.filter(({ id }) => !stable.has(id)),
    }),
    [incidents, stable],
  );
}

function TileLayers({ layers, statuses: { byLayer } }: { layers: Scene['layers']; statuses: LayerStatuses }) {
  const shown = (layer: Scene['layers'][number]) => (layers.includes(layer) ? byLayer.get(layer) : undefined);
  const [divisions, hazards, shelters] = [shown('divisions'), shown('hazards'), shown('shelters')];
  return (
    <>
      {divisions && <DivisionLayer status={divisions} />}
      {hazards && <HazardLayer status={hazards} />}
      {shelters && <ShelterLayer status={shelters} />}
    </>
  );
}
