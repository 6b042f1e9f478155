import { expect, it } from 'vitest';
import type { Feed } from '#contract/incidents';
import { judgeFeeds } from '../../../client/incidents/feed-state.ts';

const aFeed = (differs: Partial<Feed>): Feed => ({
  id: 'a',
  name: '110 接警',
  intervalS: 60,
  lastHeardAt: '2030-01-01T06:00:00Z',
  state: 'current',
  ...differs,
});
const after = (seconds: number) => Date.parse('2030-01-01T06:00:00Z') + seconds * 1000;
const stateOf = (feed: Feed, seconds: number) => judgeFeeds([feed], after(seconds))[0]?.state;

it('calls a feed stale once it is silent for longer than twice its interval', () => {
  expect(stateOf(aFeed({}), 120)).toBe('current');
  expect(stateOf(aFeed({}), 121)).toBe('stale');
});

it('never finds a feed better than the server does', () => {
  expect(stateOf(aFeed({ state: 'stale' }), 1)).toBe('stale');
  expect(stateOf(aFeed({ state: 'never-heard', lastHeardAt: null }), 1)).toBe('never-heard');
});

it('lists the dead ones first', () => {
  const feeds = [
    aFeed({ id: 'ok' }),
    aFeed({ id: 'mute', state: 'never-heard' }),
    aFeed({ id: 'dead', state: 'stale' }),
  ];
  expect(judgeFeeds(feeds, after(1)).map(({ id }) => id)).toEqual(['dead', 'mute', 'ok']);
});
