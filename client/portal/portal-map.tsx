// The map of the public: the light basemap, what is published on it, and the chosen place. Everything on it stands in the list.
import 'maplibre-gl/dist/maplibre-gl.css';
import { LngLatBounds, Map as MapLibreMap, Marker, NavigationControl, type StyleSpecification } from 'maplibre-gl';
import { useEffect, useRef, useState } from 'react';
import type { Published } from '#contract/portal';
import { basemapStyle } from '../../geodata/basemap/style.ts';
import type { Position } from '../../geodata/space/geometry.ts';
import { MAP_FONT, mapFontFaces } from '../map/fonts.ts';
import { prepareMapEngine } from '../map/map-engine.ts';
import { publishedLayers, publishedSource } from './map-looks.ts';
import { useSpoken } from './words.ts';

/** About three kilometres across a phone. */
const NEAR_ZOOM = 13;

interface Props {
  set: Published;
  place: Position | undefined;
}

export function PortalMap({ set, place }: Props) {
  const { words } = useSpoken();
  const ground = useRef<HTMLDivElement>(null);
  const [blank, setBlank] = useState(false);
  useEffect(() => {
    const container = ground.current;
    if (!container) return;
    const map = openMap(container, set, place, words.map);
    if (!map) {
      setBlank(true);
      return;
    }
    return () => map.remove();
  }, [set, place, words]);
  if (blank) return <p role="alert">{words.map.noGraphics}</p>;
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

/** Undefined where the device cannot draw. */
function openMap(container: HTMLDivElement, set: Published, place: Position | undefined, words: MapWords) {
  if (!document.createElement('canvas').getContext('webgl2')) return undefined;
  prepareMapEngine();
  const [west, south, east, north] = set.city.bounds;
  const map = new MapLibreMap({
    container,
    style: styleOf(set),
    ...(place ? { center: place, zoom: NEAR_ZOOM } : { bounds: new LngLatBounds([west, south], [east, north]) }),
    minZoom: 7,
    maxZoom: 17,
    attributionControl: false,
    dragRotate: false,
    touchPitch: false,
    maxPitch: 0,
    renderWorldCopies: false,
    fadeDuration: 0,
    cooperativeGestures: false,
    locale: {
      'NavigationControl.ZoomIn': words.zoomIn,
      'NavigationControl.ZoomOut': words.zoomOut,
      'Map.Title': words.label,
    },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }));
  map.on('idle', () => container.setAttribute('data-map-idle', 'true'));
  if (place) {
    const dot = document.createElement('span');
    dot.className = 'you';
    new Marker({ element: dot }).setLngLat(place).addTo(map);
  }
  return map;
}

function styleOf(set: Published): StyleSpecification {
  const url = `pmtiles://${location.origin}/api/city/basemap/${set.city.basemap}`;
  const ground = basemapStyle('light', { url, fontFaces: mapFontFaces(), font: MAP_FONT });
  return {
    ...ground,
    sources: { ...ground.sources, published: publishedSource(set) },
    layers: [...ground.layers, ...publishedLayers(MAP_FONT)],
  };
}
