// The wall that this phone is paired with: asked every other second, and answered at once after a command.
import { useCallback, useEffect, useState } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { RemoteWall, WallCommand } from '#contract/walls';
import { hearServerTime } from '../platform/clock.ts';
import { getJson, RequestError, sendJson } from '../platform/http.ts';
import { recall, remember } from '../platform/remembered.ts';

const WALL = ['remote'];
const ASK_MS = 2000;
/** Whether this phone was ever paired: one that was not need not ask. The pairing itself is a cookie that no script reads. */
const PAIRED = 'remote.paired';

/** unknown until the server has answered once; unpaired where it says that this phone is no remote (any more). */
export type Pairing = 'unknown' | 'unpaired' | 'paired';

export function useRemote() {
  const queries = useQueryClient();
  const [wasPaired, setWasPaired] = useState(() => recall(PAIRED, false));
  const { data, error, dataUpdatedAt } = useQuery({
    queryKey: WALL,
    enabled: wasPaired,
    queryFn: ({ signal }) => askWall(signal),
    refetchInterval: ({ state }) => (isUnpaired(state.error) ? false : ASK_MS),
    refetchOnWindowFocus: 'always',
  });
  const show = useCallback(
    (wall: RemoteWall) => {
      hearServerTime(wall.at);
      remember(PAIRED, true);
      setWasPaired(true);
      void queries.cancelQueries({ queryKey: WALL });
      queries.setQueryData(WALL, wall);
    },
    [queries],
  );
  const ended = isUnpaired(error);
  useEffect(() => {
    if (ended) remember(PAIRED, false);
  }, [ended]);
  const pairing: Pairing = ended || !wasPaired ? 'unpaired' : data ? 'paired' : 'unknown';
  return { wall: data, error, heardAt: dataUpdatedAt, pairing, show };
}

async function askWall(signal: AbortSignal): Promise<RemoteWall> {
  const wall = await getJson<RemoteWall>('/api/walls/remote', signal);
  hearServerTime(wall.at);
  return wall;
}

/** 401: no pairing, or one that has ended; 403: somebody who needs none, as on the server's own machine. */
const isUnpaired = (error: unknown) => error instanceof RequestError && (error.status === 401 || error.status === 403);

/** @param onShown what the wall shows after the command */
export function useCommand(onShown: (wall: RemoteWall) => void) {
  return useMutation({
    mutationFn: (command: WallCommand) => sendJson<RemoteWall>('POST', '/api/walls/remote/commands', command),
    onSuccess: onShown,
  });
}

export function usePair(onPaired: (wall: RemoteWall) => void) {
  return useMutation({
    mutationFn: (code: string) => sendJson<RemoteWall>('POST', '/api/walls/pairings', { code }),
    onSuccess: onPaired,
  });
}

export function useUnpair() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => sendJson<undefined>('DELETE', '/api/walls/remote', undefined),
    onSettled: () => queries.resetQueries({ queryKey: WALL }),
  });
}

/** The code behind the `#` of the address, once: it is taken out of the address, and out of the history. */
export function useScannedCode(): string | undefined {
  const [code, setCode] = useState(takeCode);
  useEffect(() => {
    const look = () => setCode((before) => takeCode() ?? before);
    addEventListener('hashchange', look);
    return () => removeEventListener('hashchange', look);
  }, []);
  return code;
}

function takeCode(): string | undefined {
  const code = location.hash.slice(1);
  if (code === '') return undefined;
  history.replaceState(null, '', location.pathname + location.search);
  return code;
}
