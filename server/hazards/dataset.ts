import { sql } from '../../db/sql.ts';
import { VALUE_WORDS } from '../../geodata/files/layer-words.ts';
import { allow } from '../identity/guard.ts';
import {
  departmentsField,
  field,
  provenanceFields,
  publicationFields,
  whereaboutsFields,
} from '../platform/dataset-fields.ts';
import type { Dataset, DatasetField } from '../platform/dataset.ts';

/** Of the register and of its published copy alike. */
const thingFields: readonly DatasetField[] = [
  field('code', 'text', ['编码', 'Code'], sql`d.code`),
  field('name', 'text', ['名称', 'Name'], sql`d.name`),
  field('class', 'text', ['类型', 'Class'], sql`d.class`, VALUE_WORDS['hazards.class']),
  field('kind', 'text', ['类别', 'Kind'], sql`d.kind`, VALUE_WORDS['hazards.kind']),
  field(
    'level',
    'integer',
    ['评估等级（1 红至 4 蓝，空为未评估）', 'Level (1 red to 4 blue, empty: not assessed)'],
    sql`d.level`,
    VALUE_WORDS['hazards.level'],
  ),
  field('address', 'text', ['地址', 'Address'], sql`d.address`),
];

export const hazardDataset: Dataset = {
  name: 'hazards',
  title: { zh: '危险源', en: 'Hazards' },
  description: {
    zh: '登记的危险源、危险区域，按编码排列。',
    en: 'Registered hazard sources and hazard areas, in the order of their codes.',
  },
  access: allow(['staff', 'wall'], 'hazards:read', { area: 'own', data: 'internal' }),
  // The reduced copy that the portal keeps.
  published: {
    table: 'portal.hazard',
    history: false,
    key: sql`d.code`,
    geometry: sql`d.geom`,
    shape: 'Geometry',
    fields: [...thingFields, ...whereaboutsFields, ...publicationFields],
  },
  register: {
    table: 'hazards.hazard',
    history: true,
    key: sql`d.code`,
    geometry: sql`d.geom`,
    shape: 'Geometry',
    fields: [
      ...thingFields,
      field('responsibleUnit', 'text', ['责任单位', 'Responsible unit'], sql`d.responsible_unit`),
      departmentsField,
      ...whereaboutsFields,
      ...provenanceFields,
    ],
  },
};
