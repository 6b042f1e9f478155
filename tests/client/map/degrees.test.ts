import { expect, it } from 'vitest';
import { formatDms } from '../../../client/map/degrees.ts';

// By hand: 0.57450° = 34.47′ = 34′28.2″; 0.30120° = 18.072′ = 18′4.32″.
it('writes degrees, minutes and seconds', () =>
  expect(formatDms([120.3012, 31.5745])).toBe('31°34′28.20″N 120°18′04.32″E'));

it('never writes sixty seconds, and knows south and west', () =>
  expect(formatDms([-0.9999999999, -30.9999999999])).toBe('31°00′00.00″S 1°00′00.00″W'));
