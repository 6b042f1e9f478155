import type { HazardRecord } from '../../../geodata/pack.ts';

export const aHazard = (parts: Partial<HazardRecord> = {}): HazardRecord => ({
  code: 'H-1',
  name: '东亭加油站',
  class: 'accident',
  kind: 'petrol-station',
  level: 3,
  responsibleUnit: '东亭石油公司',
  address: null,
  geometry: { type: 'Point', coordinates: [120.05, 31.05] },
  demo: false,
  approximate: false,
  source: 'test',
  ...parts,
});
