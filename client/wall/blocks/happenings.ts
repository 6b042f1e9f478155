// What has just happened, newest first: reports, red and orange that are over, sources that fell silent. Pure.
import type { Feed, Incident } from '#contract/incidents';
import { isGrave, isLit } from '../grave.ts';

export type Happening = { readonly key: string; readonly at: number; readonly lit: boolean } & (
  | { readonly what: 'reported' | 'closed'; readonly incident: Incident }
  | { readonly what: 'silent'; readonly feed: Feed }
);

/**
 * @param open    open incidents
 * @param closed  some that are over, at least the latest
 * @param feeds   with their state at `now`
 * @param now     ms since 1970
 * @param most    how many to answer
 *
 * A report stands at the time it was received: what came late has happened here just now.
 */
export function happenings(
  open: readonly Incident[],
  closed: readonly Incident[],
  feeds: readonly Feed[],
  now: number,
  most: number,
): Happening[] {
  // A closing may reach the live list and the page of closed ones at different moments.
  const known = new Map([...closed, ...open].map((incident) => [incident.id, incident]));
  const over = [...known.values()].filter((incident) => incident.state === 'closed' && isGrave(incident));
  return [
    ...[...known.values()].filter(({ state }) => state !== 'duplicate').map((incident) => reported(incident, now)),
    ...over.flatMap((incident) => closing(incident, now)),
    ...feeds.flatMap((feed) => silence(feed)),
  ]
    .sort((a, b) => b.at - a.at || (a.key < b.key ? 1 : -1))
    .slice(0, most);
}

const reported = (incident: Incident, now: number): Happening => ({
  key: `${incident.id} reported`,
  at: Date.parse(incident.receivedAt),
  lit: isLit(incident.receivedAt, now),
  what: 'reported',
  incident,
});

const closing = (incident: Incident, now: number): Happening[] =>
  incident.closedAt === null
    ? []
    : [
        {
          key: `${incident.id} closed`,
          at: Date.parse(incident.closedAt),
          lit: isLit(incident.closedAt, now),
          what: 'closed',
          incident,
        },
      ];

const silence = (feed: Feed): Happening[] =>
  feed.state === 'stale' && feed.lastHeardAt !== null
    ? [{ key: `${feed.id} silent`, at: Date.parse(feed.lastHeardAt), lit: false, what: 'silent', feed }]
    : [];
