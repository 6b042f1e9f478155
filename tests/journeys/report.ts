// Reports incidents as another system does: over HTTP, with the feed's key.
import { randomUUID } from 'node:crypto';
import type { Incident, IncidentReport } from '../../server/incidents/contract.ts';
import { staffHeaders } from '../support/accounts.ts';
import type { RunningServer } from '../support/server.ts';

type Server = Pick<RunningServer, 'url' | 'feedKey'>;

/** 三阳广场, in the middle of the city. */
export const CENTRE: [number, number] = [120.2995, 31.5745];

export function aReport(about: Partial<IncidentReport> = {}): IncidentReport {
  return {
    source: '119',
    kind: 'fire',
    level: 3,
    title: '仓库冒烟',
    point: CENTRE,
    occurredAt: new Date().toISOString(),
    ...about,
  };
}

/** Posts a report and answers what became of it; throws where it was not acknowledged. */
export async function report(
  server: Server,
  about: Partial<IncidentReport> = {},
  key: string = randomUUID(),
): Promise<Incident> {
  const answer = await fetch(`${server.url}/api/incidents`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.feedKey}`, 'idempotency-key': key, 'content-type': 'application/json' },
    body: JSON.stringify(aReport(about)),
  });
  if (!answer.ok) throw new Error(`the report was refused with ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Incident;
}

/** What the server answers to a GET of a manager. */
export async function ask<Answer>(server: RunningServer, path: string): Promise<Answer> {
  const answer = await fetch(server.url + path, { headers: await staffHeaders(server) });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Answer;
}

export const openIncidents = (server: RunningServer): Promise<Incident[]> => ask(server, '/api/incidents');
