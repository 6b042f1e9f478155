// The console's own frame around what is imported: address, queries, toasts; and a server that answers as it is told.
import '../../../client/ui/base.css';
import '../../../client/ui/list.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { vi } from 'vitest';
import type { Import, ImportMapping, LayerFields } from '#contract/imports';
import { createUrlRouter } from '../../../client/platform/url.tsx';
import { onStage } from '../map/stage.tsx';

export const ID = '00000000-0000-4000-8000-000000000001';

/** A file of two places that is guessed to be GCJ-02. */
export function anImport(change: Partial<Import> = {}, inspection: Partial<Import['inspection']> = {}): Import {
  return {
    id: ID,
    layer: 'sites',
    fileName: '场所.csv',
    bytes: 2048,
    sha256: 'x',
    state: 'inspected',
    inspection: {
      format: 'csv',
      tables: [{ name: '场所.csv', hidden: false }],
      reading: { table: '场所.csv', encoding: 'utf-8', delimiter: ',', headingRow: 1 },
      columns: ['名称', '别名', '经度', '纬度'].map((name) => ({
        name,
        heading: name,
        samples: ['甲', '乙'],
        type: 'text' as const,
      })),
      hasGeometry: false,
      statedCrs: null,
      crs: {
        name: 'gcj02',
        swapped: false,
        certain: true,
        reason: { code: 'names', values: { count: 6, metres: 4, otherM: 500 } },
        candidates: [],
      },
      mapping: {
        columns: { name: '名称' },
        constants: {},
        values: {},
        place: { kind: 'lon-lat', lon: '经度', lat: '纬度' },
        swapped: false,
      },
      mappingFrom: 'guess',
      notes: [],
      ...inspection,
    },
    mapping: null,
    crs: null,
    approximate: false,
    partial: false,
    progress: null,
    counts: null,
    failure: null,
    sameAs: null,
    fileKept: true,
    undoable: false,
    by: '李',
    createdAt: '2026-07-08T04:00:00.000Z',
    checkedAt: null,
    finishedAt: null,
    undoneAt: null,
    ...change,
  };
}

/** As the database gives a mapping back: its fields in an order of its own. */
const keptMapping = ({ columns, constants, values, place, swapped }: ImportMapping): ImportMapping => ({
  place,
  values,
  columns,
  swapped,
  constants,
});

export function checkedImport(change: Partial<Import> = {}, inspection: Partial<Import['inspection']> = {}): Import {
  const found = anImport({}, inspection);
  return {
    ...found,
    state: 'checked',
    crs: 'gcj02',
    counts: { rows: 2, added: 2, changed: 0, unchanged: 0, refused: 0, kept: 0 },
    checkedAt: '2026-07-08T04:01:00.000Z',
    ...change,
    mapping: keptMapping(change.mapping ?? found.inspection.mapping),
  };
}

const SITES: LayerFields = {
  layer: 'sites',
  fields: [{ name: 'name', title: { zh: '名称', en: 'Name' }, required: true, kind: 'text', words: [] }],
  geometry: 'point',
  makesCodes: true,
};

/** Answers for one import; what is ordered of it is in `ordered`. */
export function aServer(first: Import) {
  const server = { now: first, ordered: [] as { path: string; body: unknown }[] };
  vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
    const path = new URL(String(input), location.href).pathname;
    const sends = init?.method !== undefined && init.method !== 'GET';
    if (sends && !path.endsWith('/sample'))
      server.ordered.push({ path, body: typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : null });
    const body = answer(path, server.now);
    return Promise.resolve(new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } }));
  });
  return server;
}

function answer(path: string, found: Import): unknown {
  if (path.endsWith('/position/imports')) return { seq: 0, scopeEpoch: '' };
  if (path.endsWith('/imports/layers')) return [SITES];
  if (path.endsWith('/imports')) return { items: [found], next: null, total: 1 };
  if (path.endsWith('/rows')) return { items: [], next: null, total: 0 };
  if (path.endsWith('/sample') || path.endsWith('/preview'))
    return { type: 'FeatureCollection', features: [], total: 0 };
  return found;
}

/** Puts it on the page, at an address that is its own. */
export function inConsole(node: () => ReactNode, search = '') {
  const router = createUrlRouter(node, createMemoryHistory({ initialEntries: [`/${search}`] }));
  const stage = onStage(
    <QueryClientProvider client={new QueryClient()}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  Object.assign(stage.element.style, { height: '800px', overflow: 'auto' });
  return { ...stage, router, address: () => router.history.location.search };
}
