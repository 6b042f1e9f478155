// The map of the public: the light basemap, what is published on it, and the chosen place. Everything on it stands in the list.
import 'maplibre-gl/dist/maplibre-gl.css';
import {
  LngLatBounds,
  Map as MapLibreMap,
  Marker,
  NavigationControl,
  type GeoJSONSource,
  type StyleSpecification,
} from 'maplibre-gl';
import { useEffect, useRef, useState } from 'react';
import type { Published } from '#contract/portal';
import { basemapStyle } from '../../geodata/basemap/style.ts';
import type { Position } from '../../geodata/space/geometry.ts';
import { MAP_FONT, mapFontFaces } from '../map/fonts.ts';
import { prepareMapEngine } from '../map/map-engine.ts';
import { publishedFeatures, publishedLayers } from './map-looks.ts';
import { useSpoken } from './words.ts';

/** About three kilometres across a phone. */
const NEAR_ZOOM = 13;

interface Props {
  set: Published;
  place: Position | undefined;
}

/** One map for as long as it is open: what is published, the place and the language change upon it, the reader's view stays. */
export function PortalMap({ set, place }: Props) {
  const { words } = useSpoken();
  const ground = useRef<HTMLDivElement>(null);
  const opened = useRef<MapLibreMap | null>(null);
  const [drawable] = useState(() => document.createElement('canvas').getContext('webgl2') !== null);
  const { basemap, bounds } = set.city;
  const box = useRef(bounds);
  useEffect(() => {
    if (!ground.current) return;
    const map = openMap(ground.current, basemap, box.current);
    opened.current = map;
    return () => map.remove();
  }, [basemap]);
  useEffect(() => {
    if (opened.current) show(opened.current, set);
  }, [basemap, set]);
  useEffect(() => {
    if (!opened.current || !place) return;
    const you = markPlace(opened.current, place);
    return () => {
      you.remove();
    };
  }, [basemap, place]);
  useEffect(() => {
    if (opened.current) nameControls(opened.current, words.map);
  }, [basemap, words]);
  if (!drawable) return <p role="alert">{words.map.noGraphics}</p>;
  return (
    <>
      <div ref={ground} className="map-ground" role="region" aria-label={words.map.label} />
      <ul className="key">
        {place && <li className="key-you">{words.map.you}</li>}
        <li className="key-open">{words.map.shelterOpen}</li>
        <li className="key-shut">{words.map.shelterShut}</li>
        <li className="key-hazard">{words.map.hazard}</li>
        <li className="key-area">{words.map.area}</li>
      </ul>
      <p className="note">{`${words.sources}: ${set.city.sources.join('; ')}`}</p>
    </>
  );
}

type MapWords = ReturnType<typeof useSpoken>['words']['map'];

function openMap(
  container: HTMLDivElement,
  basemap: string,
  [west, south, east, north]: Published['city']['bounds'],
): MapLibreMap {
  prepareMapEngine();
  const map = new MapLibreMap({
    container,
    style: styleOn(basemap),
    bounds: new LngLatBounds([west, south], [east, north]),
    minZoom: 7,
    maxZoom: 17,
    attributionControl: false,
    dragRotate: false,
    touchPitch: false,
    maxPitch: 0,
    renderWorldCopies: false,
    fadeDuration: 0,
    cooperativeGestures: false,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }));
  map.on('idle', () => container.setAttribute('data-map-idle', 'true'));
  return map;
}

/** Now, or as soon as the map has its style. */
function show(map: MapLibreMap, set: Published): void {
  const source = map.getSource<GeoJSONSource>('published');
  if (source)
    void source.setData(publishedFeatures(set)); // what fails is the map's error event
  else map.once('style.load', () => show(map, set));
}

/** Puts the dot there and looks there. */
function markPlace(map: MapLibreMap, place: Position): Marker {
  const dot = document.createElement('span');
  dot.className = 'you';
  map.jumpTo({ center: place, zoom: NEAR_ZOOM });
  return new Marker({ element: dot }).setLngLat(place).addTo(map);
}

/** The engine takes its words once, when it is made; the reader may change the language later. */
function nameControls(map: MapLibreMap, words: MapWords): void {
  map.getCanvas().setAttribute('aria-label', words.label);
  for (const [control, name] of [
    ['in', words.zoomIn],
    ['out', words.zoomOut],
  ] as const) {
    const button = map.getContainer().querySelector<HTMLElement>(`.maplibregl-ctrl-zoom-${control}`);
    button?.setAttribute('aria-label', name);
    button?.setAttribute('title', name);
  }
}

function styleOn(basemap: string): StyleSpecification {
  const url = `pmtiles://${location.origin}/api/city/basemap/${basemap}`;
  const ground = basemapStyle('light', { url, fontFaces: mapFontFaces(), font: MAP_FONT });
  return {
    ...ground,
    sources: { ...ground.sources, published: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } } },
    layers: [...ground.layers, ...publishedLayers(MAP_FONT)],
  };
}
