// The one map of a page: MapLibre for ground and tiles, deck.gl above it, marks and controls as HTML above both.
import 'maplibre-gl/dist/maplibre-gl.css';
import './map.css';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { recall, remember } from '../platform/remembered.ts';
import type { Picked, ScreenPoint } from './picking.ts';
import { fit, flyTo, freeMiddle, NO_PADDING, reveal, sameView, sizeOf } from './camera.ts';
import { baseOf } from './base-of.ts';
import { CityMap } from './city-map.ts';
import { HoverTip } from './hover-tip.tsx';
import { MapControls } from './map-controls.tsx';
import { MapContext, type MapCanvasProps, type MapHandle, type Theme } from './map-context.tsx';
import { readPalette, type Palette } from './palette.ts';
import { followPointer } from './pointer.ts';
import { SelectionMark } from './selection-mark.tsx';
import { useReport } from './use-report.ts';

export function MapCanvas(props: MapCanvasProps) {
  const { label, theme, scale = 1, padding = NO_PADDING, selected, sources, children } = props;
  const [online, setOnline] = useState(() => recall('map-online', false));
  const raster = (props.tianditu ?? false) && online;
  const { ref, city } = useCityMap(props, raster);
  const [hover, setHover] = useState<{ picked: Picked; at: ScreenPoint }>();
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });

  const { basemap, ground = 1 } = props;
  useEffect(() => {
    city?.setBase(baseOf(theme, scale, basemap, raster, ground));
  }, [city, theme, scale, basemap, raster, ground]);
  useEffect(() => city?.map.getCanvas().setAttribute('aria-label', label), [city, label]);
  useFollowedView(city, props);
  useRevealedSelection(city, props);
  useReport(city, ref);
  useEffect(() => {
    if (!city) return undefined;
    return followPointer(city.map, city.pickSources, {
      onHover: (picked, at) => setHover(picked && { picked, at }),
      drawing: () => latest.current.drawing,
      onChoose: (picked, point) => {
        setHover(undefined);
        if (picked?.act) picked.act();
        else latest.current.onSelect(picked?.selection, picked?.point ?? point);
      },
      onAsk: (point) => latest.current.onPointQuery?.(point),
      middle: () => {
        const { width, height } = sizeOf(city.map);
        return freeMiddle(width, height, latest.current.padding ?? NO_PADDING);
      },
    });
  }, [city]);

  const handle = useHandle(city, ref, props);
  const switchOnline = (on: boolean) => {
    remember('map-online', on);
    setOnline(on);
  };
  return (
    <div className="map-canvas" data-theme={theme} style={{ ['--map-scale' as string]: scale }}>
      <div className="map-ground" ref={ref} />
      {handle && (
        <MapContext value={handle}>
          {children}
          <div className="map-marks">
            {selected && (
              <SelectionMark key={`${selected.kind}/${selected.id}`} selected={selected} padding={padding} />
            )}
          </div>
          <MapControls
            padding={padding}
            sources={sources}
            tools={props.tools}
            readings={props.readings}
            {...(props.tianditu && { online, onOnline: switchOnline })}
          />
          {hover && hover.picked.lines.length > 0 && <HoverTip lines={hover.picked.lines} at={hover.at} />}
        </MapContext>
      )}
    </div>
  );
}

/** The map behind the canvas; made once, and once more should its context be lost for good. */
function useCityMap(props: MapCanvasProps, raster: boolean) {
  const ref = useRef<HTMLDivElement>(null);
  const [city, setCity] = useState<CityMap>();
  const [generation, setGeneration] = useState(0);
  const first = useRef({ ...props, raster });
  useEffect(() => {
    first.current = { ...props, raster };
  });
  useEffect(() => {
    if (!ref.current) return undefined;
    const { view, home, theme, scale = 1, basemap, raster: online, label } = first.current;
    const { padding = NO_PADDING, ground = 1 } = first.current;
    const made = new CityMap(ref.current, {
      view,
      home,
      padding,
      label,
      base: baseOf(theme, scale, basemap, online, ground),
      onGone: () => setGeneration((now) => now + 1),
    });
    setCity(made);
    return () => {
      setCity(undefined);
      made.end();
    };
  }, [generation]);
  return { ref, city };
}

function useHandle(
  city: CityMap | undefined,
  ref: RefObject<HTMLElement | null>,
  { theme, scale = 1, selected, padding = NO_PADDING, onReady }: MapCanvasProps,
) {
  const free = useRef(padding);
  useEffect(() => {
    free.current = padding;
  });
  const [look, setLook] = useState<{ theme: Theme; palette: Palette }>();
  // After the theme has reached the element: only then do its tokens say the new colours.
  useLayoutEffect(() => {
    if (ref.current) setLook({ theme, palette: readPalette(ref.current) });
  }, [ref, theme]);
  const { kind, id } = selected ?? {};
  const handle = useMemo((): MapHandle | undefined => {
    if (!city || !look) return undefined;
    return {
      map: city.map,
      ...look,
      scale,
      selected: kind !== undefined && id !== undefined ? { kind, id } : undefined,
      flyTo: (point, zoom) => flyTo(city.map, free.current, point, zoom),
      fit: (box, maxZoom = 16) => fit(city.map, free.current, box, maxZoom, true),
      addOverlayLayer: city.addOverlayLayer,
      addPickSource: city.addPickSource,
      addPart: city.addPart,
      setStates: city.setStates,
      layerIds: city.layerIds,
    };
  }, [city, look, scale, kind, id]);
  useEffect(() => {
    if (handle) onReady?.(handle);
  }, [handle, onReady]);
  return handle;
}

/** Goes where `view` says when that is news to the map, and says where the map has gone. */
function useFollowedView(city: CityMap | undefined, { view, onViewChange }: MapCanvasProps): void {
  const report = useRef(onViewChange);
  useEffect(() => {
    report.current = onViewChange;
  });
  useEffect(() => city?.onMoved((now, box) => report.current(now, box)), [city]);
  useEffect(() => {
    if (!city || !view || sameView(view, city.lastView)) return;
    city.map.jumpTo({ center: [view.lon, view.lat], zoom: view.zoom });
  }, [city, view]);
}

/** Brings a newly selected thing into the part that no furniture covers. The first view stays as the address has it. */
function useRevealedSelection(
  city: CityMap | undefined,
  { selected, view, padding = NO_PADDING }: MapCanvasProps,
): void {
  const shown = useRef(view && selected && `${selected.kind}/${selected.id}`);
  const key = selected && `${selected.kind}/${selected.id}`;
  const point = selected?.point;
  const show = useCallback(() => {
    if (city && point) reveal(city.map, padding, point);
  }, [city, point, padding]);
  useEffect(() => {
    if (!city || shown.current === key) return;
    shown.current = key;
    show();
  }, [city, key, show]);
}
