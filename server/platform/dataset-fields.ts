// Fields that the datasets of placed things have in common, over the alias `d`; shapes of contract.ts as columns.
import { identifier, sql } from '../../db/sql.ts';
import type { DatasetField, FieldType } from './dataset.ts';

/** One field; `words` where it holds codes. */
export function field(
  name: string,
  type: FieldType,
  [zh, en]: readonly [zh: string, en: string],
  column: DatasetField['column'],
  words?: DatasetField['words'],
): DatasetField {
  return { name, type, title: { zh, en }, column, ...(words && { words }) };
}

/** As in Whereabouts: names come from the divisions above, a path that ends higher up has none. */
export const whereaboutsFields: readonly DatasetField[] = [
  field('divisionPath', 'text', ['区划路径', 'Division path'], sql`d.division_path`),
  field(
    'county',
    'text',
    ['区县', 'County'],
    sql`(SELECT c.name FROM grids.division c WHERE c.path = left(d.division_path, 6) AND c.level = 'county')`,
  ),
  field(
    'town',
    'text',
    ['镇街', 'Town'],
    sql`(SELECT t.name FROM grids.division t WHERE t.path = left(d.division_path, 9) AND t.level = 'town')`,
  ),
];

const namesOf = (name: 'name' | 'name_en') => sql`
  (SELECT string_agg(coalesce(nullif(p.${identifier(name)}, ''), p.name), ';' ORDER BY p.code) FROM identity.department p WHERE p.code = ANY (d.departments))`;

/** As in Audience: none for all of its area. What is for the public has no such field. */
export const departmentsField: DatasetField = {
  ...field('departments', 'text', ['仅限部门', 'Limited to departments'], sql`array_to_string(d.departments, ';')`),
  named: { zh: namesOf('name'), en: namesOf('name_en') },
};

/** As in Provenance. */
export const provenanceFields: readonly DatasetField[] = [
  field('demo', 'boolean', ['演示数据', 'Demonstration data'], sql`d.demo`),
  field('approximate', 'boolean', ['位置近似', 'Approximate position'], sql`d.approximate`),
  field('source', 'text', ['来源', 'Source'], sql`d.source`),
  field('validFrom', 'time', ['自何时起如此', 'So since'], sql`d.valid_from`),
  field('recordedAt', 'time', ['记录时间', 'Recorded at'], sql`d.recorded_at`),
];

/** Of a copy that everybody may read. */
export const publicationFields: readonly DatasetField[] = [
  field('demo', 'boolean', ['演示数据', 'Demonstration data'], sql`d.demo`),
  field('approximate', 'boolean', ['位置近似', 'Approximate position'], sql`d.approximate`),
  field('publishedAt', 'time', ['公布时间', 'Published at'], sql`d.published_at`),
  field('changedAt', 'time', ['更新时间', 'Changed at'], sql`d.changed_at`),
];
