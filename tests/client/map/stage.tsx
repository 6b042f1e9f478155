// A map on an empty page, as the console puts it there; without a server the basemap stays dark and the layers are drawn.
import '../../../client/ui/tokens.css';
import i18next from 'i18next';
import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { expect } from 'vitest';
import type { Incident } from '#contract/incidents';
import { MapCanvas } from '../../../client/map/map-canvas.tsx';
import type { MapCanvasProps, MapHandle } from '../../../client/map/map-context.tsx';
import { startLanguage } from '../../../client/ui/language.ts';

/** Renders into an element of its own, 800 × 600; the answer takes it away again. */
export function onStage(node: ReactNode): { element: HTMLElement; show: (next: ReactNode) => void; leave: () => void } {
  if (!i18next.isInitialized) startLanguage('zh');
  const element = document.createElement('div');
  Object.assign(element.style, { position: 'fixed', left: '0', top: '0', width: '800px', height: '600px' });
  document.body.append(element);
  const root = createRoot(element);
  root.render(node);
  const leave = () => {
    root.unmount();
    element.remove();
  };
  return { element, show: (next) => root.render(next), leave };
}

/** The middle of Wuxi. */
export const MIDDLE: [number, number] = [120.3, 31.57];

/** A map with what matters to the test; `handle` is filled once it stands. */
export function aMap(props: Partial<MapCanvasProps> = {}) {
  const told: { handle?: MapHandle; chosen: unknown[]; asked: unknown[] } = { chosen: [], asked: [] };
  const view = { lon: MIDDLE[0], lat: MIDDLE[1], zoom: 12 };
  const canvas = (more: Partial<MapCanvasProps> = {}) => (
    <MapCanvas
      label="无锡市地图"
      home={[119.5, 31.1, 120.6, 32]}
      basemap="/no-such-archive.pmtiles"
      sources={['演示数据']}
      theme="dark"
      view={view}
      onViewChange={() => {}}
      onSelect={(selection) => told.chosen.push(selection)}
      onPointQuery={(point) => told.asked.push(point)}
      onReady={(handle) => {
        told.handle = handle;
      }}
      {...props}
      {...more}
    />
  );
  return { told, canvas };
}

export function anIncident(change: Partial<Incident> = {}): Incident {
  return {
    id: '00000000-0000-4000-8000-000000000001',
    number: 'WX-20260708-0147',
    source: '110',
    kind: 'waterlogging',
    level: 2,
    state: 'reported',
    title: '青祁隧道北口积水',
    description: null,
    address: null,
    point: MIDDLE,
    gridCode: null,
    divisionPath: '320211',
    county: '滨湖区',
    town: null,
    occurredAt: '2026-07-08T05:58:00.000Z',
    receivedAt: '2026-07-08T05:59:00.000Z',
    acknowledgedAt: null,
    closedAt: null,
    duplicateOf: null,
    feed: 'demo',
    demo: true,
    revision: 1,
    ...change,
  } as Incident;
}

/** Waits until exactly these layers are drawn. */
export async function untilDrawn(element: HTMLElement, layers: string): Promise<void> {
  const ground = () => element.querySelector<HTMLElement>('.map-ground');
  await expect.poll(() => ground()?.dataset['drawnLayers'], { timeout: 20_000 }).toBe(layers);
}
