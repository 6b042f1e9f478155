import { expect, it } from 'vitest';
import { parsePointId, pointId } from '../../../client/grids/point-id.ts';

it('says a place to a metre and reads it again', () => {
  expect(pointId([120.3012345, 31.5745])).toBe('120.30123,31.57450');
  expect(parsePointId('120.30123,31.57450')).toEqual([120.30123, 31.5745]);
  expect(parsePointId('-0.5,-45')).toEqual([-0.5, -45]);
});

it.each(['', '120', '120,', '181,0', '0,91', '1e2,3', 'NaN,0', '120.3,31.5,9'])('refuses %j', (id) => {
  expect(parsePointId(id)).toBeUndefined();
});
