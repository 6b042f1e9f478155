// The map of the console with every layer, its legend, and the one selection that list, map, drawer and address share.
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { City } from '#contract/city';
import type { Box, Position } from '../geodata/space/geometry.ts';
import { ConsoleLayers } from './console-layers.tsx';
import { ConsoleLegend } from './console-legend.tsx';
import { ConsolePrint } from './console-print.tsx';
import { ConsoleTools } from './console-tools.tsx';
import { ConsoleSelection } from './console-selection.tsx';
import { pointId } from './grids/point-id.ts';
import { freeMiddle, sizeOf } from './map/camera.ts';
import { MapCanvas } from './map/map-canvas.tsx';
import type { MapHandle, Padding, Selected } from './map/map-context.tsx';
import { useLayerStatuses } from './map/use-layer-statuses.ts';
import { useMapRequests } from './platform/map-requests.ts';
import { useSession } from './platform/session.ts';
import type { Selection, View } from './platform/url-state.ts';
import { useSelection, useView } from './platform/url.tsx';
import { MeasureLayer } from './tools/measure-layer.tsx';
import { addPoint, showNext, useMeasuring } from './tools/measuring.ts';
import { PointerCoordinates } from './tools/pointer-coordinates.tsx';
import type { Shown } from './tools/print/frame.ts';
import { useGround } from './tools/use-ground.ts';
import { useWords } from './ui/language.ts';
import { FailureNote } from './ui/states.tsx';
import { useTheme } from './ui/theme.ts';
import { useIsPhone, useMedia } from './ui/use-media.ts';
import { useCity } from './use-city.ts';
import { useVisibleLayers } from './use-visible-layers.ts';

interface Props {
  panelOpen: boolean;
  drawerOpen: boolean;
  /** How much the furniture is enlarged; the map's own signs grow with it. */
  zoom: number;
}

export function ConsoleMap(props: Props) {
  const { t } = useWords();
  const { data: city, error, refetch } = useCity();
  return (
    <main id="room" tabIndex={-1} className="room" aria-label={t('shell.landmarks.map')}>
      {city && <CityMap city={city} {...props} />}
      {!city && error && <FailureNote error={error} what={t('shell.landmarks.map')} onRetry={() => void refetch()} />}
    </main>
  );
}

function CityMap({ city, zoom, ...open }: Props & { city: City }) {
  const { t, language } = useWords();
  const { view, setView } = useView();
  const [thing, setThing] = useState<Selected>();
  const { box, onSelect, onPointQuery, onReady } = useMapTalk();
  const padding = usePadding(open, zoom);
  const { shows, toggle } = useVisibleLayers();
  const { data: session } = useSession();
  const statuses = useLayerStatuses(box, session?.scopeEpoch ?? '');
  const narrow = useMedia('(max-width: 1400px)');
  const crowded = narrow && open.panelOpen && open.drawerOpen;
  const [printing, setPrinting] = useState<Shown>();
  const theme = useTheme();
  const { percent } = useGround();
  const drawing = useMeasuring((state) => state.drawing);
  const wanted = useMapRequests((state) => state.pointWanted !== undefined);
  const onViewChange = useCallback(
    (now: View, bounds: Box) => {
      setView(now);
      useMapRequests.setState({ box: bounds });
    },
    [setView],
  );
  return (
    <div className={wanted || drawing ? 'room-map is-asking' : 'room-map'}>
      <MapCanvas
        label={t('map.label', { city: language === 'en' ? city.nameEn : city.name })}
        home={city.bounds}
        basemap={city.basemap}
        sources={city.sources}
        tianditu={city.tianditu}
        theme={theme}
        ground={percent / 100}
        scale={zoom}
        view={view}
        onViewChange={onViewChange}
        padding={padding}
        selected={thing}
        onSelect={onSelect}
        onPointQuery={onPointQuery}
        onReady={onReady}
        drawing={drawing ? DRAWING : undefined}
        tools={<ConsoleTools onPrint={(map) => setPrinting(shownPart(map, padding))} />}
        readings={<PointerCoordinates />}
      >
        <ConsoleLayers statuses={statuses} shows={shows} />
        <MeasureLayer />
      </MapCanvas>
      {printing && (
        <ConsolePrint
          city={city}
          shown={printing}
          statuses={statuses}
          selected={thing}
          onClose={() => setPrinting(undefined)}
        />
      )}
      <ConsoleSelection onThing={setThing} />
      <div className="legend-place" style={{ left: padding.left / zoom + 8 }}>
        <ConsoleLegend
          key={String(crowded)}
          statuses={statuses}
          shows={shows}
          onToggle={toggle}
          box={box}
          crowded={crowded}
        />
      </div>
    </div>
  );
}

/** The part of the map that no furniture covers, with its own middle. */
function shownPart(map: MapLibreMap, padding: Padding): Shown {
  const { width, height } = sizeOf(map);
  const { x, y } = freeMiddle(width, height, padding);
  const { lng, lat } = map.unproject([x, y]);
  return {
    view: { lon: lng, lat, zoom: map.getZoom() },
    width: Math.max(1, width - padding.left - padding.right),
    height: Math.max(1, height - padding.top - padding.bottom),
  };
}

/** What is clicked while something is measured. */
const DRAWING = { onPoint: addPoint, onMove: showNext };

/** What the map tells and is told: clicks select, or answer whoever asked for a point. */
function useMapTalk() {
  const { select } = useSelection();
  const box = useMapRequests((state) => state.box);
  const ask = useCallback((point: Position) => select({ kind: 'point', id: pointId(point) }), [select]);
  const onSelect = useCallback(
    (selection: Selection | undefined, point: Position) => {
      const { pointWanted } = useMapRequests.getState();
      if (pointWanted) pointWanted(point);
      else if (selection) select(selection);
      else ask(point);
    },
    [select, ask],
  );
  const onReady = useCallback((handle: MapHandle) => {
    useMapRequests.setState({
      goTo: (where, zoom) => (where.length === 2 ? handle.flyTo(where, zoom) : handle.fit(where, zoom)),
    });
  }, []);
  useEffect(() => () => useMapRequests.setState({ box: undefined, goTo: () => {} }), []);
  return { box, onSelect, onPointQuery: ask, onReady };
}

/** Widths of the furniture as in the tokens, CSS pixels before enlargement. */
const RAIL = 52;
const LIST = 368;
const DRAWER = 428;
/** Part of a phone's height that a sheet covers, as in phone.css. */
const SHEET = 0.58;

function usePadding({ panelOpen, drawerOpen }: Omit<Props, 'zoom'>, zoom: number): Padding {
  const phone = useIsPhone();
  return useMemo(() => {
    const sheet = panelOpen || drawerOpen ? innerHeight * SHEET - 56 : 0;
    if (phone) return { top: 0, left: 0, right: 0, bottom: Math.max(0, sheet) };
    const left = (RAIL + (panelOpen ? LIST : 0)) * zoom;
    return { top: 0, bottom: 0, left, right: (drawerOpen ? DRAWER : 0) * zoom };
  }, [phone, panelOpen, drawerOpen, zoom]);
}
