import type { ShelterRecord } from '../../../geodata/pack.ts';

export const aShelter = (parts: Partial<ShelterRecord> = {}): ShelterRecord => ({
  code: 'B-1',
  name: '东亭体育馆',
  kind: 'short-term',
  state: 'ready',
  capacityPersons: 800,
  areaM2: 1600,
  indoor: true,
  address: null,
  manager: null,
  point: [120.05, 31.05],
  demo: false,
  approximate: false,
  source: 'test',
  ...parts,
});
