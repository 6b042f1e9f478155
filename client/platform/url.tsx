// The router, and the hooks through which everybody reads and changes the address.
import { useCallback, useMemo, type ReactNode } from 'react';
import { createRootRoute, createRouter, useNavigate, useRouterState, type RouterHistory } from '@tanstack/react-router';
import { formatUrlState, parseUrlState, type Selection, type UrlState, type View } from './url-state.ts';

/** A router whose search text is the `UrlState`. `history` is given by tests; the browser's own is used else. */
export function createUrlRouter(component: () => ReactNode, history?: RouterHistory) {
  const routeTree = createRootRoute({ component, notFoundComponent: component });
  return createRouter({
    routeTree,
    parseSearch: (text) => ({ ...parseUrlState(text) }),
    stringifySearch: (search) => formatUrlState(search as UrlState),
    ...(history && { history }),
  });
}

/** A part of the address; the component draws again only when that part changes. */
export function useUrlState<Part>(pick: (state: UrlState) => Part): Part {
  return useRouterState({ select: ({ location }) => pick(location.search as UrlState) }) as Part;
}

export type UrlChange = { readonly [Key in keyof UrlState]?: UrlState[Key] | undefined };

/**
 * Changes parts of the address; undefined takes a part out.
 * 'push' where Back should undo it (selection, panel), 'replace' for what flows (view, layers, language).
 */
export function useChangeUrl(): (change: UrlChange, how?: 'push' | 'replace') => void {
  const navigate = useNavigate();
  return useCallback(
    (change, how = 'push') => {
      const search = (now: object) => withoutUndefined({ ...now, ...change });
      void navigate({ to: '.', search: search as never, replace: how === 'replace' });
    },
    [navigate],
  );
}

/** The selected thing and how to select another; one thing for list, map, drawer and address. */
export function useSelection(): {
  selection: Selection | undefined;
  select: (selection: Selection | undefined) => void;
} {
  const selection = useUrlState((state) => state.sel);
  const change = useChangeUrl();
  const select = useCallback((sel: Selection | undefined) => change({ sel }), [change]);
  return useMemo(() => ({ selection, select }), [selection, select]);
}

/** The map's view in the address: undefined until someone moved. Setting it replaces, so that Back does not replay a pan. */
export function useView(): { view: View | undefined; setView: (view: View) => void } {
  const view = useUrlState((state) => state.at);
  const change = useChangeUrl();
  const setView = useCallback((at: View) => change({ at }, 'replace'), [change]);
  return useMemo(() => ({ view, setView }), [view, setView]);
}

const withoutUndefined = (record: object) =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
