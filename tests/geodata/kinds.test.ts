import { expect, it } from 'vitest';
import { DIVISION_LEVELS, OWNER_DUTIES } from '../../server/grids/contract.ts';
import { HAZARD_CLASSES, HAZARD_KINDS } from '../../server/hazards/contract.ts';
import { PLACE_KINDS } from '../../server/city/contract.ts';
import { SHELTER_KINDS, SHELTER_STATES } from '../../server/shelters/contract.ts';
import { SITE_KINDS } from '../../server/sites/contract.ts';
import * as kinds from '../../geodata/pack/kinds.ts';

it('uses the words of the capabilities, which it may not import', () => {
  expect(kinds).toMatchObject({
    DIVISION_LEVELS,
    OWNER_DUTIES,
    HAZARD_CLASSES,
    HAZARD_KINDS,
    PLACE_KINDS,
    SHELTER_KINDS,
    SHELTER_STATES,
    SITE_KINDS,
  });
});
