// This screen among the walls that the server knows: it registers once, says what it shows, and obeys its phone.
import { useEffect, useRef, useState } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Wall, WallNews, WallRow, WallScene } from '#contract/walls';
import { getJson, RequestError, sendJson } from '../../platform/http.ts';
import { useLiveCollection, type CollectionOptions } from '../../platform/live-collection.ts';
import { recall, remember } from '../../platform/remembered.ts';
import { useMay, useSession } from '../../platform/session.ts';
import type { ChangeView } from '../use-wall-view.ts';
import type { WallView } from '../view.ts';
import { WallTalk } from './wall-talk.ts';

/** By the area: another area is another wall. */
const ID = 'wall.id';
/** A wall says that it is alive, ms; the server waits three times as long. */
const ALIVE_MS = 25_000;

const WALLS: CollectionOptions<WallNews> = {
  topic: 'walls',
  path: '/api/walls',
  idOf: ({ id }) => id,
  belongs: () => true,
};

/** The wall's own record; undefined until the server has answered. `scenes` must be a constant. */
export function useWallRecord(scenes: readonly WallScene[], name: string): Wall | undefined {
  const { data: session } = useSession();
  const may = useMay();
  const area = session?.areas[0];
  const { data: registered } = useQuery({
    queryKey: ['wall', 'record', area, name],
    enabled: area !== undefined && name !== '' && may('walls:run'),
    staleTime: Infinity,
    queryFn: ({ signal }) => registerOnce(scenes, name, area!, signal),
  });
  const news = useLiveCollection(WALLS, (state) => (registered ? state.items.get(registered.id) : undefined));
  // The news says that the wall was steered or paired; which incident it is to look at is asked for.
  const { data: told } = useQuery({
    queryKey: ['wall', 'told', news?.id, news?.revision, news?.pairedAt, news?.name],
    enabled: news !== undefined,
    staleTime: Infinity,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => getJson<Wall>(`/api/walls/${news!.id}`, signal),
  });
  return told && registered && told.revision < registered.revision ? registered : (told ?? registered);
}

async function registerOnce(
  scenes: readonly WallScene[],
  name: string,
  divisionPath: string,
  signal: AbortSignal,
): Promise<Wall> {
  const kept = `${ID}.${divisionPath}`;
  const id = recall<string>(kept, recall<string>(ID, ''));
  const known = id === '' ? undefined : await getJson<Wall>(`/api/walls/${id}`, signal).catch(onlyIfGone);
  // Of what it shows a phone is given what lies in the area of the wall: that has to be the area that the screen shows.
  if (known?.divisionPath === divisionPath) return known;
  const made = await sendJson<Wall>('POST', '/api/walls', { name, divisionPath, scenes });
  remember(kept, made.id);
  return made;
}

/** A wall that the server has forgotten is registered anew; any other failure is asked again. */
function onlyIfGone(error: unknown): undefined {
  if (error instanceof RequestError && error.status === 404) return undefined;
  throw error;
}

/** Keeps the view and the record equal for as long as the page stands. */
export function useObeyed(wall: Wall | undefined, view: WallView, change: ChangeView, rows: readonly WallRow[]): void {
  const id = wall?.id;
  const registeredAt = useRef(0);
  if (wall && registeredAt.current === 0) registeredAt.current = wall.revision;
  const [talk, setTalk] = useState<WallTalk>();
  useEffect(() => {
    if (id === undefined) return undefined;
    const kept = `wall.revision.${id}`;
    const made = new WallTalk({
      // A command that came while this page was away is newer than what was kept.
      revision: recall(kept, registeredAt.current),
      send: (report) => sendJson<Wall>('PUT', `/api/walls/${id}/view`, report),
      obey: (told) => change((now) => obeyed(now, told)),
      onRevision: (revision) => remember(kept, revision),
    });
    setTalk(made);
    const timer = setInterval(() => made.beat(), ALIVE_MS);
    return () => clearInterval(timer);
  }, [id, change]);
  useEffect(() => {
    if (wall) talk?.hear(wall);
  }, [talk, wall]);
  useEffect(() => talk?.show(view, rows), [talk, view, rows]);
}

const obeyed = (view: WallView, { scene, held, yesterday, focus, since }: Wall): WallView => ({
  scene,
  held,
  yesterday,
  focus,
  since: scene === view.scene ? view.since : Date.parse(since),
});
