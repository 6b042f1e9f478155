// This screen among the walls that the server knows: it registers once, says what it shows, and obeys its phone.
import { useEffect, useRef, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { Wall, WallReport, WallRow, WallScene } from '#contract/walls';
import { getJson, RequestError, sendJson } from '../../platform/http.ts';
import { useLiveCollection, type CollectionOptions } from '../../platform/live-collection.ts';
import { recall, remember } from '../../platform/remembered.ts';
import { useSession } from '../../platform/session.ts';
import type { ChangeView } from '../use-wall-view.ts';
import type { WallView } from '../view.ts';

const ID = 'wall.id';
/** A wall says that it is alive, ms; the server waits three times as long. */
const ALIVE_MS = 25_000;

const WALLS: CollectionOptions<Wall> = {
  topic: 'walls',
  path: '/api/walls',
  idOf: ({ id }) => id,
  belongs: () => true,
};

/** The wall's own record; undefined until the server has answered. `scenes` must be a constant. */
export function useWallRecord(scenes: readonly WallScene[], name: string): Wall | undefined {
  const { data: session } = useSession();
  const area = session?.areas[0];
  const { data: registered } = useQuery({
    queryKey: ['wall', 'record', area, name],
    enabled: area !== undefined && name !== '',
    staleTime: Infinity,
    queryFn: ({ signal }) => registerOnce(scenes, name, area!, signal),
  });
  const live = useLiveCollection(WALLS, (state) => (registered ? state.items.get(registered.id) : undefined));
  return live && registered && live.revision < registered.revision ? registered : (live ?? registered);
}

async function registerOnce(
  scenes: readonly WallScene[],
  name: string,
  divisionPath: string,
  signal: AbortSignal,
): Promise<Wall> {
  const id = recall<string>(ID, '');
  const known = id === '' ? undefined : await getJson<Wall>(`/api/walls/${id}`, signal).catch(onlyIfGone);
  if (known) return known;
  const made = await sendJson<Wall>('POST', '/api/walls', { name, divisionPath, scenes });
  remember(ID, made.id);
  return made;
}

/** A wall that the server has forgotten is registered anew; any other failure is asked again. */
function onlyIfGone(error: unknown): undefined {
  if (error instanceof RequestError && error.status === 404) return undefined;
  throw error;
}

const same = (a: Wall, b: WallView) =>
  a.scene === b.scene && a.held === b.held && a.yesterday === b.yesterday && a.focus === b.focus;

/**
 * Keeps the view and the record equal: a higher revision than the one last seen is a command and changes the view;
 * a view that differs is reported. A report that crossed a command loses, and its answer brings the command.
 */
export function useObeyed(wall: Wall | undefined, view: WallView, change: ChangeView, rows: readonly WallRow[]): void {
  const seen = useRef<{ id: string; revision: number }>(undefined);
  const [alive, setAlive] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setAlive((beats) => beats + 1), ALIVE_MS);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    if (!wall) return;
    const first = seen.current?.id !== wall.id;
    // After a reload this machine's own memory is as new as the server's, unless a command came meanwhile.
    const known = first ? recall(`wall.revision.${wall.id}`, 0) : seen.current!.revision;
    seen.current = { id: wall.id, revision: Math.max(known, wall.revision) };
    remember(`wall.revision.${wall.id}`, seen.current.revision);
    if (wall.revision > known && !(first && known === 0)) change((now) => obey(now, wall));
  }, [wall, change]);
  useEffect(() => {
    if (!wall || seen.current === undefined) return;
    const { scene, held, yesterday, focus } = view;
    const report: WallReport = { scene, held, yesterday, focus, rows: [...rows], revision: seen.current.revision };
    sendJson<Wall>('PUT', `/api/walls/${wall.id}/view`, report).then(
      (answer) => {
        const before = seen.current?.revision ?? 0;
        if (answer.revision < before) return;
        seen.current = { id: answer.id, revision: answer.revision };
        remember(`wall.revision.${answer.id}`, answer.revision);
        if (!same(answer, view)) change((now) => obey(now, answer));
      },
      // Said again with the next sign of life; that the line is cut is on the screen already.
      () => undefined,
    );
    // A new record alone is no reason to report: that would answer every report with another.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [wall?.id, view, rows, alive, change]);
}

const obey = (view: WallView, { scene, held, yesterday, focus, since }: Wall): WallView =>
  same({ scene, held, yesterday, focus } as Wall, view)
    ? view
    : { scene, held, yesterday, focus, since: scene === view.scene ? view.since : Date.parse(since) };
