import type { SiteRecord } from '../../../geodata/pack.ts';

export const aSite = (parts: Partial<SiteRecord> = {}): SiteRecord => ({
  code: 'S-1',
  name: '无锡市第一中学',
  kind: 'secondary-school',
  address: null,
  manager: null,
  point: [120.05, 31.05],
  demo: false,
  approximate: false,
  source: 'test',
  ...parts,
});
