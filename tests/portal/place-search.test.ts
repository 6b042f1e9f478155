import { expect, it } from 'vitest';
import type { Places } from '../../server/portal/contract.ts';
import { findPlaces } from '../../client/portal/place-search.ts';

const PLACES: Places = {
  within: ['崇安街道', '宜城街道'],
  places: [
    ['新三阳广场', 'xinsanyangguangchang', 120.31, 31.58, 0],
    ['三阳广场东', 'sanyangguangchangdong', 120.3, 31.58, 0],
    ['三阳广场', 'sanyangguangchang', 120.301, 31.574, 0],
    ['荆溪社区', 'jingxishequ', 119.81, 31.3, 1],
    ['太湖', 'taihu', 120.1, 31.4, -1],
  ],
};
const names = (typed: string) => findPlaces(PLACES, typed).map(({ name }) => name);

it('finds what is called so, then what begins so, then what contains it', () => {
  expect(names('三阳广场')).toEqual(['三阳广场', '三阳广场东', '新三阳广场']);
});

it('takes pinyin, blanks and capitals', () => {
  expect(names(' San Yang ')).toEqual(['三阳广场东', '三阳广场', '新三阳广场']);
  expect(findPlaces(PLACES, 'jingxi')).toEqual([{ name: '荆溪社区', within: '宜城街道', point: [119.81, 31.3] }]);
});

it('finds nothing for nothing, and says nothing of where something lies that lies in none', () => {
  expect(names('  ')).toEqual([]);
  expect(names('北京')).toEqual([]);
  expect(findPlaces(PLACES, '太湖')[0]!.within).toBe('');
});
