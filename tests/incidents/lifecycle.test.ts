import { expect, it } from 'vitest';
import { actsIn, statesFor } from '../../server/incidents/algorithms/lifecycle.ts';

it('goes from reported over acknowledged to closed, one step at a time', () => {
  expect(statesFor('acknowledge')).toEqual(['reported']);
  expect(statesFor('close')).toEqual(['acknowledged']);
});

it('lets notes be told to the end, and nothing else after it', () => {
  expect(actsIn('closed')).toEqual(['note']);
  expect(actsIn('duplicate')).toEqual(['note']);
});

it('moves and merges only what is open', () => {
  expect(statesFor('relocate')).toEqual(['reported', 'acknowledged']);
  expect(statesFor('mark-duplicate')).toEqual(['reported', 'acknowledged']);
});
