import { expect, it } from 'vitest';
import { dueAt, firstScene, hold, pick, step, type Turning } from '../../../client/wall/turning.ts';

const scenes = [
  { name: 'city', seconds: 60 },
  { name: 'hazards', seconds: 30 },
  { name: 'shelters', seconds: 30 },
];
const at = (scene: string, held = false): Turning => ({ scene, since: 1_000_000, held });

it('begins with the scene that is wanted, and with the first where there is no such one', () => {
  expect(firstScene(scenes, 'hazards')).toBe('hazards');
  expect(firstScene(scenes, 'weather')).toBe('city');
  expect(firstScene(scenes, undefined)).toBe('city');
});

it('turns in a circle, both ways, and begins each scene anew', () => {
  expect(step(at('shelters'), scenes, 1, 2_000_000)).toEqual({ scene: 'city', since: 2_000_000, held: false });
  expect(step(at('city'), scenes, -1, 2_000_000).scene).toBe('shelters');
});

it('is due when the scene has stood its seconds, not while held, and not while something that matters is new', () => {
  expect(dueAt(at('city'), scenes, 0)).toBe(1_060_000);
  expect(dueAt(at('hazards'), scenes, 0)).toBe(1_030_000);
  expect(dueAt(at('city', true), scenes, 0)).toBeUndefined();
  expect(dueAt(at('city'), scenes, 1_300_000)).toBe(1_300_000);
});

it('keeps what is held through a pick, and ignores a scene that is not there', () => {
  expect(pick(at('city', true), scenes, 'shelters', 5)).toEqual({ scene: 'shelters', since: 5, held: true });
  expect(pick(at('city'), scenes, 'weather', 5)).toEqual(at('city'));
});

it('gives a scene that is let go its whole time again', () => {
  expect(dueAt(hold(at('hazards', true), false, 1_500_000), scenes, 0)).toBe(1_530_000);
});
