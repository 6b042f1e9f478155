// What is made up around the files of a pack, by layer. All of it is marked 演示数据 (demo).
import type {
  DivisionRecord,
  GridRecord,
  HazardRecord,
  OwnerRecord,
  ShelterRecord,
  SiteRecord,
} from '../pack/records.ts';
import { makeHazards } from './hazards.ts';
import { makeOwners } from './owners.ts';
import { makeShelters } from './shelters.ts';
import { makeSites } from './sites.ts';

/** The city as far as it is known; `count` says how many to make (owners: one set a town, whatever the count). */
export interface GenerateInput {
  divisions: readonly DivisionRecord[];
  grids: readonly GridRecord[];
  seed: number;
  count: number;
}

interface Generators {
  owners(input: GenerateInput): OwnerRecord[];
  hazards(input: GenerateInput): HazardRecord[];
  shelters(input: GenerateInput): ShelterRecord[];
  sites(input: GenerateInput): SiteRecord[];
}
export type Generated = keyof Generators;

export const generators: Generators = {
  owners: makeOwners,
  hazards: makeHazards,
  shelters: makeShelters,
  sites: makeSites,
};
