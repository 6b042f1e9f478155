import { expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import { EVERYTHING, inBox } from '../../server/platform/page.ts';
import { totalOf } from '../../server/platform/total.ts';

const total = (filter = EVERYTHING, at?: string) =>
  totalOf('sites.site', sql`s`, filter, at === undefined ? undefined : { how: 'known', at });

it('asks the table for the total of everything, and counts where it has no answer', () => {
  for (const filter of [EVERYTHING, inBox(sql`s.point`, undefined)])
    expect(total(filter)).toMatchObject({
      text: 'SELECT coalesce("sites"."site_total"(), (SELECT count(*) FROM "sites"."site" s WHERE TRUE)) AS total',
      values: [],
    });
});

it('counts what a list is cut to, and what was so in the past', () => {
  expect(total(sql`${EVERYTHING} AND s.kind = ${'school'}`)).toMatchObject({
    text: 'SELECT (SELECT count(*) FROM "sites"."site" s WHERE TRUE AND s.kind = $1) AS total',
    values: ['school'],
  });
  expect(total(inBox(sql`s.point`, '120,31,121,32')).text).not.toContain('site_total');
  expect(total(EVERYTHING, '2030-01-01T00:00:00Z').text).not.toContain('site_total');
});
