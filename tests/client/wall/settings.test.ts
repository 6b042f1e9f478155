import { expect, it } from 'vitest';
import { readSettings } from '../../../client/wall/settings.ts';

it('reads what a wall is told by its address', () => {
  expect(readSettings('?lang=en&seconds=45&scene=hazards&reload=3')).toEqual({
    lang: 'en',
    seconds: 45,
    scene: 'hazards',
    reloadHour: 3,
  });
});

it('comes up whatever the address says', () => {
  const usual = { lang: undefined, seconds: undefined, scene: undefined, reloadHour: 4 };
  expect(readSettings('')).toEqual(usual);
  expect(readSettings('?lang=fr&seconds=0&reload=24')).toEqual(usual);
  expect(readSettings('?seconds=abc&reload=-1')).toEqual(usual);
});
