// What the codes of an incident are called in tables for people; on the screen the same words stand.
import type { INCIDENT_KINDS, INCIDENT_SOURCES, INCIDENT_STATES } from './contract.ts';

type Named<Codes extends readonly string[]> = Readonly<Record<Codes[number], readonly [zh: string, en: string]>>;

const kind: Named<typeof INCIDENT_KINDS> = {
  fire: ['火情', 'Fire'],
  'gas-leak': ['燃气泄漏', 'Gas leak'],
  traffic: ['交通', 'Traffic'],
  waterlogging: ['积水', 'Waterlogging'],
  chemical: ['危化品', 'Chemicals'],
  collapse: ['坍塌', 'Collapse'],
  'power-failure': ['停电', 'Power failure'],
  'water-failure': ['停水', 'Water failure'],
  lift: ['电梯困人', 'Lift entrapment'],
  crowd: ['人群聚集', 'Crowd'],
  'public-order': ['治安', 'Public order'],
  dispute: ['纠纷', 'Dispute'],
  medical: ['医疗救护', 'Medical'],
  environment: ['环境', 'Environment'],
  facility: ['设施损坏', 'Damaged facility'],
  other: ['其他', 'Other'],
};

const state: Named<typeof INCIDENT_STATES> = {
  reported: ['待签收', 'To acknowledge'],
  acknowledged: ['处置中', 'In hand'],
  closed: ['已闭环', 'Closed'],
  duplicate: ['重复', 'Duplicate'],
};

const source: Named<typeof INCIDENT_SOURCES> = {
  110: ['110', '110 police'],
  119: ['119', '119 fire'],
  120: ['120', '120 medical'],
  12345: ['12345', '12345 hotline'],
  grid: ['网格员', 'grid worker'],
  public: ['群众', 'public'],
  sensor: ['监测告警', 'sensor alarm'],
};

export const INCIDENT_WORDS = { kind, state, source } as const;
