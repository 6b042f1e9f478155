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
  field('kind', 'text', ['类别', 'Kind'], sql`d.kind`, VALUE_WORDS['shelters.kind']),
  field('state', 'text', ['状态', 'State'], sql`d.state`, VALUE_WORDS['shelters.state']),
  field('capacityPersons', 'integer', ['可容纳（人）', 'Capacity (persons)'], sql`d.capacity_persons`),
  field('indoor', 'boolean', ['室内', 'Indoor'], sql`d.indoor`),
  field('address', 'text', ['地址', 'Address'], sql`d.address`),
];

export const shelterDataset: Dataset = {
  name: 'shelters',
  title: { zh: '应急避难场所', en: 'Shelters' },
  description: {
    zh: '应急避难场所，按编码排列。',
    en: 'Emergency shelters, in the order of their codes.',
  },
  access: allow(['staff', 'wall'], 'shelters:read', { area: 'own', data: 'internal' }),
  // The reduced copy that the portal keeps.
  published: {
    table: 'portal.shelter',
    history: false,
    key: sql`d.code`,
    geometry: sql`d.point`,
    shape: 'Point',
    fields: [...thingFields, ...whereaboutsFields, ...publicationFields],
  },
  register: {
    table: 'shelters.shelter',
    history: true,
    key: sql`d.code`,
    geometry: sql`d.point`,
    shape: 'Point',
    fields: [
      ...thingFields,
      field('areaM2', 'number', ['有效面积（平方米）', 'Effective area (m²)'], sql`d.area_m2`),
      field('manager', 'text', ['管理单位', 'Manager'], sql`d.manager`),
      departmentsField,
      ...whereaboutsFields,
      ...provenanceFields,
    ],
  },
};
