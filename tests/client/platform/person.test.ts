import { expect, it } from 'vitest';
import { forgetWhen, noticePerson } from '../../../client/platform/person.ts';

it('forgets what was read as soon as the person or the post changes, and what was typed only for somebody else', () => {
  const told: string[] = [];
  forgetWhen('left', () => told.push('left'));
  forgetWhen('replaced', () => told.push('replaced'));
  const after = (now: Parameters<typeof noticePerson>[0]) => {
    told.length = 0;
    return { somebodyLeft: noticePerson(now), told: [...told] };
  };
  expect(after({ id: 'a', post: '1' })).toEqual({ somebodyLeft: false, told: [] });
  expect(after({ id: 'a', post: '1' })).toEqual({ somebodyLeft: false, told: [] });
  expect(after(undefined)).toEqual({ somebodyLeft: true, told: ['left'] });
  expect(after({ id: 'a', post: '1' })).toEqual({ somebodyLeft: false, told: [] });
  expect(after({ id: 'a', post: '2' })).toEqual({ somebodyLeft: true, told: ['left'] });
  expect(after(undefined)).toEqual({ somebodyLeft: true, told: ['left'] });
  expect(after({ id: 'b', post: '3' })).toEqual({ somebodyLeft: false, told: ['replaced'] });
  expect(after({ id: 'a', post: '2' })).toEqual({ somebodyLeft: true, told: ['left', 'replaced'] });
});
