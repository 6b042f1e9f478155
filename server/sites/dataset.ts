import { sql } from '../../db/sql.ts';
import { VALUE_WORDS } from '../../geodata/files/layer-words.ts';
import { allow } from '../identity/guard.ts';
import { departmentsField, field, provenanceFields, whereaboutsFields } from '../platform/dataset-fields.ts';
import type { Dataset } from '../platform/dataset.ts';

export const siteDataset: Dataset = {
  name: 'sites',
  title: { zh: '重点场所', en: 'Key sites' },
  description: {
    zh: '重点部位、重点场所，按编码排列。',
    en: 'Key sites, in the order of their codes.',
  },
  access: allow(['staff', 'wall'], 'sites:read', { area: 'own', data: 'internal' }),
  register: {
    table: 'sites.site',
    history: true,
    key: sql`d.code`,
    geometry: sql`d.point`,
    shape: 'Point',
    fields: [
      field('code', 'text', ['编码', 'Code'], sql`d.code`),
      field('name', 'text', ['名称', 'Name'], sql`d.name`),
      field('kind', 'text', ['类别', 'Kind'], sql`d.kind`, VALUE_WORDS['sites.kind']),
      field('address', 'text', ['地址', 'Address'], sql`d.address`),
      field('manager', 'text', ['管理单位', 'Manager'], sql`d.manager`),
      departmentsField,
      ...whereaboutsFields,
      ...provenanceFields,
    ],
  },
};
