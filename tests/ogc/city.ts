// A small city in which every collection has something, and something of it is published.
import type { HazardRecord } from '../../geodata/pack.ts';
import type { TestApp } from '../support/app.ts';
import { settle } from '../support/builders/city.ts';
import { ringOf, twoCounties } from '../support/builders/grids.ts';
import { aHazard } from '../support/builders/hazards.ts';
import { aShelter } from '../support/builders/shelters.ts';
import { aSite } from '../support/builders/sites.ts';

/** Two hazards (one published), two shelters (one published), two sites; the second of each lies in 梁溪, the other in 锡山. */
export const fill = (app: TestApp, ...more: ReturnType<typeof aSite>[]) =>
  settle(app, {
    ...twoCounties(),
    hazards: [
      aHazard({ published: true }),
      aHazard({
        code: 'H-2',
        name: '梁溪内涝区',
        class: 'natural',
        kind: 'waterlogging',
        level: null,
        // Clockwise on purpose: RFC 7946 wants outer rings the other way round.
        geometry: { type: 'Polygon', coordinates: [ringOf([120.31, 31.01, 120.33, 31.03]).toReversed()] },
      } satisfies Partial<HazardRecord>),
    ],
    shelters: [aShelter({ published: true }), aShelter({ code: 'B-2', name: '梁溪公园', point: [120.35, 31.15] })],
    sites: [aSite(), aSite({ code: 'S-2', kind: 'hospital', name: '第二医院', point: [120.35, 31.15] }), ...more],
  });
