// Speaks to the server as any outside feed does: HTTP, its key, an idempotency key for each report.
import { setTimeout as pause } from 'node:timers/promises';
import type { IncidentReport } from '../incidents/contract.ts';
import type { DemoPlace } from './contract.ts';

export interface FeedClient {
  /** Waits until the server answers and the city has places. */
  places(): Promise<DemoPlace[]>;
  /** Sends until the server has answered: the key makes a repetition harmless. */
  report(report: IncidentReport, idempotencyKey: string): Promise<'taken' | 'refused'>;
  heartbeat(intervalS: number): Promise<void>;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

/**
 * @param url    of the server, without a slash at the end
 * @param signal ends all waiting with an AbortError
 * @param say    one line about what goes wrong
 */
export function openFeedClient(url: string, key: string, signal: AbortSignal, say: (line: string) => void): FeedClient {
  const call = async (method: 'GET' | 'POST', path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      signal: AbortSignal.any([signal, AbortSignal.timeout(20_000)]),
      headers: {
        authorization: `Bearer ${key}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (answer.status >= 500 || answer.status === 429) throw new Error(`the server answers ${answer.status}`);
    return answer;
  };

  /** Tries until it succeeds, ever more slowly, with some chance in it so that many clients do not come at once. */
  const insist = async <Result>(attempt: () => Promise<Result>): Promise<Result> => {
    for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2)) {
      try {
        return await attempt();
      } catch (reason) {
        signal.throwIfAborted();
        say(`waiting ${waitMs} ms: ${reason instanceof Error ? reason.message : String(reason)}`);
        await pause(waitMs * (0.5 + Math.random()), undefined, { signal });
      }
    }
  };

  return {
    places: () =>
      insist(async () => {
        const answer = await call('GET', '/api/demo/places');
        const places = answer.ok ? ((await answer.json()) as DemoPlace[]) : [];
        if (places.length === 0) throw new Error(`no places yet (${answer.status})`);
        return places;
      }),
    report: async (report, idempotencyKey) => {
      const answer = await insist(() => call('POST', '/api/incidents', report, { 'idempotency-key': idempotencyKey }));
      if (answer.ok) return 'taken';
      say(`refused with ${answer.status}: ${await answer.text()}`);
      return 'refused';
    },
    heartbeat: async (intervalS) => {
      await insist(() => call('POST', '/api/incidents/heartbeat', { intervalS }));
    },
  };
}
