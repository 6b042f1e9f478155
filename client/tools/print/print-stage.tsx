// The map once more, unseen, in the shape of the paper and with its pixels: the same layers by the same code, drawn once, read, gone.
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { baseOf } from '../../map/base-of.ts';
import { flyTo } from '../../map/camera.ts';
import { CityMap } from '../../map/city-map.ts';
import { MapContext, type MapHandle, type Selected, type Theme } from '../../map/map-context.tsx';
import { readPalette } from '../../map/palette.ts';
import type { View } from '../../platform/url-state.ts';
import type { PrintFrame } from './frame.ts';
import { pictureOf } from './picture.ts';

/** Drawing may take so long on a machine without a graphics card, ms. */
const PATIENCE_MS = 60_000;
/** What is drawn has to stay as it is for so long, ms: a layer that has just come asks for its tiles in the next turn. */
const REST_MS = 700;

export interface StageOrder {
  readonly frame: PrintFrame;
  readonly view: View;
  readonly theme: Theme;
  readonly basemap: string;
  readonly online: boolean;
  /** 0 to 1. */
  readonly ground: number;
  readonly selected: Selected | undefined;
}

interface Props extends StageOrder {
  onPicture: (picture: Promise<Blob>, stage: Element) => void;
  onTooLate: () => void;
  /** Layers, as on the screen. */
  children: ReactNode;
}

export function PrintStage({ children, onPicture, onTooLate, ...order }: Props) {
  const ref = useRef<HTMLDivElement>(null);
  const [made, setMade] = useState<{ city: CityMap; handle: MapHandle }>();
  const first = useRef(order);
  const told = useRef({ onPicture, onTooLate });
  useEffect(() => {
    told.current = { onPicture, onTooLate };
  });
  useEffect(() => {
    if (!ref.current) return undefined;
    const city = stageMap(ref.current, first.current);
    setMade({ city, handle: handleOf(city, ref.current, first.current) });
    const end = whenRested(city, (late) => {
      if (late || !ref.current) return told.current.onTooLate();
      told.current.onPicture(pictureOf(city, ref.current, first.current.selected), ref.current);
    });
    return () => {
      end();
      setMade(undefined);
      city.end();
    };
  }, []);
  const { width, height } = order.frame;
  return (
    <div className="print-stage" aria-hidden="true" inert data-theme={order.theme}>
      <div ref={ref} style={{ width, height }} />
      {made && <MapContext value={made.handle}>{children}</MapContext>}
    </div>
  );
}

function stageMap(container: HTMLElement, order: StageOrder): CityMap {
  const { frame, view, theme, basemap, online, ground } = order;
  return new CityMap(container, {
    view,
    home: [view.lon, view.lat, view.lon, view.lat],
    padding: { top: 0, right: 0, bottom: 0, left: 0 },
    label: '',
    base: baseOf(theme, 1, basemap, online, ground),
    onGone: () => {},
    pixelRatio: frame.pixelRatio,
  });
}

function handleOf(city: CityMap, element: Element, { theme, selected }: StageOrder): MapHandle {
  const nowhere = { top: 0, right: 0, bottom: 0, left: 0 };
  return {
    map: city.map,
    theme,
    palette: readPalette(element),
    scale: 1,
    selected: selected && { kind: selected.kind, id: selected.id },
    flyTo: (point, zoom) => flyTo(city.map, nowhere, point, zoom),
    fit: () => {},
    addOverlayLayer: city.addOverlayLayer,
    addPickSource: city.addPickSource,
    addPart: city.addPart,
    setStates: city.setStates,
    layerIds: city.layerIds,
  };
}

/** Tells once everything is drawn and stays so; `late` where that takes too long. Answers how to stop waiting. */
function whenRested(city: CityMap, told: (late: boolean) => void): () => void {
  let rest: ReturnType<typeof setTimeout> | undefined;
  const end = () => {
    clearTimeout(rest);
    clearTimeout(patience);
    stop();
  };
  const look = () => {
    clearTimeout(rest);
    if (!city.isIdle()) return;
    rest = setTimeout(() => {
      if (!city.isIdle()) return;
      end();
      told(false);
    }, REST_MS);
  };
  const patience = setTimeout(() => {
    end();
    told(true);
  }, PATIENCE_MS);
  const stop = city.onChanged(look);
  look();
  return end;
}
