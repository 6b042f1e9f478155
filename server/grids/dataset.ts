import { sql } from '../../db/sql.ts';
import { VALUE_WORDS } from '../../geodata/files/layer-words.ts';
import { allow } from '../identity/guard.ts';
import { field, provenanceFields } from '../platform/dataset-fields.ts';
import type { Dataset, DatasetSource } from '../platform/dataset.ts';

const divisionSource: DatasetSource = {
  table: 'grids.division',
  history: false,
  key: sql`d.path`,
  geometry: sql`d.geom`,
  shape: 'MultiPolygon',
  sometimesUndrawn: true,
  fields: [
    field('path', 'text', ['区划路径', 'Division path'], sql`d.path`),
    field('code', 'text', ['统计用区划代码', 'Statistical code'], sql`d.code`),
    field('name', 'text', ['名称', 'Name'], sql`d.name`),
    field('level', 'text', ['层级', 'Level'], sql`d.level`, VALUE_WORDS['divisions.level']),
    field('parentPath', 'text', ['上级区划路径', 'Path of the division above'], sql`d.parent_path`),
    field('synthetic', 'boolean', ['边界为推算', 'Outline was generated'], sql`d.synthetic`),
  ],
};

/** Outlines of divisions are public knowledge. */
export const divisionDataset: Dataset = {
  name: 'divisions',
  title: { zh: '行政区划', en: 'Divisions' },
  description: {
    zh: '市、区县、镇街、村社区，上级在先；没有公开边界的只列名不画界。',
    en: 'City, counties, towns and villages, parents before their children; those without a public boundary are listed and not drawn.',
  },
  access: allow('public', 'grids:read-divisions', { area: 'none', data: 'public' }),
  register: divisionSource,
  published: divisionSource,
};

export const gridDataset: Dataset = {
  name: 'grids',
  title: { zh: '网格', en: 'Grids' },
  description: {
    zh: '基础网格与专属网格，按编码排列。',
    en: 'Basic and special grids, in the order of their codes.',
  },
  access: allow(['staff', 'wall'], 'grids:read', { area: 'own', data: 'internal' }),
  register: {
    table: 'grids.grid',
    history: true,
    key: sql`d.code`,
    geometry: sql`d.geom`,
    shape: 'MultiPolygon',
    fields: [
      field('code', 'text', ['网格编码', 'Grid code'], sql`d.code`),
      field('name', 'text', ['名称', 'Name'], sql`d.name`),
      field('kind', 'text', ['类别', 'Kind'], sql`d.kind`, VALUE_WORDS['grids.kind']),
      field('divisionPath', 'text', ['区划路径', 'Division path'], sql`d.division_path`),
      field('county', 'text', ['区县', 'County'], nameOf(6)),
      field('town', 'text', ['镇街', 'Town'], nameOf(9)),
      field('village', 'text', ['村社区', 'Village'], nameOf(12)),
      field('areaKm2', 'number', ['面积（平方公里）', 'Area (km²)'], sql`d.area_km2`),
      field('population', 'integer', ['常住人口（人）', 'Residents (persons)'], sql`d.population`),
      field('synthetic', 'boolean', ['边界为推算', 'Outline was generated'], sql`d.synthetic`),
      ...provenanceFields,
    ],
  },
};

/** A grid lies in a village, and so in all above it. */
function nameOf(width: 6 | 9 | 12) {
  return sql`(SELECT v.name FROM grids.division v WHERE v.path = left(d.division_path, ${width}::integer))`;
}
