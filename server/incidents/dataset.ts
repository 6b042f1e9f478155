import { sql } from '../../db/sql.ts';
import { VALUE_WORDS } from '../../geodata/files/layer-words.ts';
import { allow } from '../identity/guard.ts';
import { field, whereaboutsFields } from '../platform/dataset-fields.ts';
import type { Dataset } from '../platform/dataset.ts';
import { INCIDENT_WORDS } from './incident-words.ts';

/** For exports alone: what is going on has a line of its own, and its address and description are internal. */
export const incidentDataset: Dataset = {
  name: 'incidents',
  title: { zh: '事件', en: 'Incidents' },
  description: {
    zh: '接报的事件，进行中的与已结束的，按编号排列。',
    en: 'Reported incidents, open and past, in the order of their numbers.',
  },
  access: allow(['staff', 'wall'], 'incidents:read', { area: 'own', data: 'internal' }),
  exportsOnly: true,
  register: {
    table: 'incidents.incident',
    history: true,
    key: sql`d.number`,
    geometry: sql`d.geom`,
    shape: 'Point',
    fields: [
      field('number', 'text', ['编号', 'Number'], sql`d.number`),
      field('title', 'text', ['标题', 'Title'], sql`d.title`),
      field('kind', 'text', ['类别', 'Kind'], sql`d.kind`, INCIDENT_WORDS.kind),
      field(
        'level',
        'integer',
        ['等级（1 红至 4 蓝，空为未知）', 'Level (1 red to 4 blue, empty: unknown)'],
        sql`d.level`,
        VALUE_WORDS['hazards.level'],
      ),
      field('state', 'text', ['状态', 'State'], sql`d.state::text`, INCIDENT_WORDS.state),
      field('open', 'boolean', ['未闭环', 'Open'], sql`(d.state IN ('reported', 'acknowledged'))`),
      field('source', 'text', ['来源', 'Source'], sql`d.source`, INCIDENT_WORDS.source),
      field('occurredAt', 'time', ['发生时间', 'Occurred at'], sql`d.occurred_at`),
      field('receivedAt', 'time', ['接报时间', 'Received at'], sql`d.received_at`),
      field('acknowledgedAt', 'time', ['受理时间', 'Acknowledged at'], sql`d.acknowledged_at`),
      field('closedAt', 'time', ['闭环时间', 'Closed at'], sql`d.closed_at`),
      field('address', 'text', ['地址', 'Address'], sql`d.address`),
      field('description', 'text', ['描述', 'Description'], sql`d.description`),
      field('gridCode', 'text', ['网格编码', 'Grid code'], sql`d.grid_code`),
      ...whereaboutsFields,
      field('demo', 'boolean', ['演示数据', 'Demonstration data'], sql`d.demo`),
    ],
  },
};
