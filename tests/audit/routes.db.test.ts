// The log through its front door: who reads it, what of it, and that reading is on record.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import type { AuditEntry, AuditPage } from '../../server/audit/contract.ts';
import { ADMINISTRATOR_ROLES, BUSINESS_ROLES } from '../../server/identity/contract.ts';
import { describeOn } from '../support/one-engine.ts';
import { openAuditLog, type AuditLog } from './log.ts';

let log: AuditLog;
beforeAll(async () => {
  log = await openAuditLog();
  await log.act(4, ['320205']);
  await log.act(3, ['320213']);
  await log.act(2, ['320205', '320213']);
  log.clock.advance(3600);
  await log.act(1, ['3202']);
  await log.act(1, []);
  await log.seal();
});
afterAll(() => log.close());

const as = (...areas: string[]) => log.as({ role: 'audit-admin', areas, actor: 'auditor' });
const objects = async (query: Record<string, string>, areas = ['3202']) => {
  const answer = await as(...areas).inject({ url: '/api/audit/entries', query });
  expect(answer.statusCode).toBe(200);
  return answer.json<AuditPage>().items.map(({ object }) => object);
};
const acts = (...numbers: number[]) => numbers.map((n) => `acts.act/${n}`);

const OTHERS = [...BUSINESS_ROLES, ...ADMINISTRATOR_ROLES, 'unit', 'feed', 'remote'] as const;
it.each(OTHERS.filter((role) => role !== 'audit-admin'))('is not for the role %s', async (role) => {
  const other = log.as({ role, areas: ['3202'] });
  for (const url of ['/api/audit/entries', '/api/audit/entries/1', '/api/audit/entries.csv'])
    expect((await other.inject(url)).statusCode).toBe(403);
  expect((await other.inject({ method: 'POST', url: '/api/audit/verification' })).statusCode).toBe(403);
});

it('is not for the public', async () => {
  expect((await log.as({ role: 'public' }).inject('/api/audit/entries')).statusCode).toBe(401);
});

it('shows who did what on what, from where, for which purpose, before and after', async () => {
  const answer = await as('3202').inject({ url: '/api/audit/entries', query: { object: 'acts.act/4' } });
  expect(answer.json<AuditPage>()).toEqual({
    items: [
      {
        no: 4,
        at: '2030-01-01T06:00:00.000Z',
        actor: 'wang',
        actorName: null,
        role: 'fengsui_staff',
        areas: ['320205'],
        from: null,
        act: 'acts:do',
        object: 'acts.act/4',
        purpose: 'warning',
        before: { n: 3 },
        after: { n: 4 },
        sealedAt: '2030-01-01T07:00:00.000Z',
      },
    ],
    next: null,
  });
});

describe('areas', () => {
  it('an administrator of the whole city sees everything, entries of no area too', async () => {
    expect(await objects({ act: 'acts' })).toEqual(acts(11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1));
  });

  it('one of a county sees what concerns that county alone', async () => {
    expect(await objects({ act: 'acts' }, ['320205'])).toEqual(acts(4, 3, 2, 1));
    expect(await objects({ act: 'acts' }, ['320205', '320213'])).toEqual(acts(9, 8, 7, 6, 5, 4, 3, 2, 1));
    expect((await as('320205').inject('/api/audit/entries/5')).statusCode).toBe(404);
    expect((await as('320205').inject('/api/audit/entries/4')).statusCode).toBe(200);
  });

  it('one of none sees nothing', async () => {
    expect(await objects({}, [])).toEqual([]);
    const db = log.database.as({ role: 'audit', areas: [''], actor: 'auditor' });
    expect(await db.many(sql`SELECT no FROM audit.entry`)).toEqual([]);
  });
});

it.each([
  [{ from: '2030-01-01T07:00:00Z', act: 'acts' }, acts(11, 10)],
  [{ to: '2030-01-01T07:00:00Z', act: 'acts:do', object: 'acts.act/3' }, acts(3)],
  [{ actor: 'wang', object: 'acts.act/1' }, acts(11, 10, 1)],
  [{ actor: 'somebody' }, []],
  [{ area: '320213', act: 'acts' }, acts(9, 8, 7, 6, 5)],
  [{ purpose: 'warning', object: 'acts.act/7' }, acts(7)],
  [{ purpose: 'rescue' }, []],
  [{ address: '10.0.0.9' }, []],
])('is filtered by %o', async (query, expected) => {
  expect(await objects(query as unknown as Record<string, string>)).toEqual(expected);
});

it('goes on page by page, without what came meanwhile', async () => {
  const seen: string[] = [];
  for (let after: string | undefined; ;) {
    const query: Record<string, string> = { act: 'acts', limit: '4', ...(after !== undefined && { after }) };
    const page = (await as('3202').inject({ url: '/api/audit/entries', query })).json<AuditPage>();
    seen.push(...page.items.map(({ object }) => object));
    if (page.next === null) break;
    after = page.next;
  }
  expect(seen).toEqual(acts(11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1));
});

it('shows an entry with its digest and its place in the chain', async () => {
  const entry = (await as('3202').inject('/api/audit/entries/2')).json();
  expect(entry).toMatchObject({
    no: 2,
    pos: 2,
    digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    chain: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
  });
});

it('is taken along as a table, where nothing is a formula', async () => {
  await log.database
    .as({ role: 'staff', areas: ['320205'], actor: '=cmd|calc' })
    .one(sql`INSERT INTO audit.entry (act, object, after) VALUES ('acts:forge', '=1+1', '"a,b"')`);
  const answer = await as('3202').inject({ url: '/api/audit/entries.csv', query: { act: 'acts', lang: 'en' } });
  expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(answer.headers['content-disposition']).toBe('attachment; filename="audit-2030-01-01.csv"');
  const lines = answer.body.replace('\ufeff', '').trimEnd().split('\r\n');
  expect(lines).toHaveLength(13);
  expect(lines[0]).toMatch(/^No\.,Time \(UTC\),Actor,/);
  expect(lines[1]).toContain(`'=cmd|calc`);
  expect(lines[1]).toContain(`'=1+1,,,"""a,b"""`);
  expect(lines.at(-1)).toMatch(/^1,2030-01-01T06:00:00/);
});

it('writes down who read, took along and verified, with what they asked for', async () => {
  const verified = await as('3202').inject({ method: 'POST', url: '/api/audit/verification' });
  expect(verified.json()).toMatchObject({ proven: true, fault: null, sealed: 11 });
  const seen = await as('3202').inject({ url: '/api/audit/entries', query: { actor: 'auditor', limit: '200' } });
  const own = seen.json<AuditPage>().items;
  const find = (act: string): AuditEntry => own.find((entry) => entry.act === act)!;
  expect(find('audit:verify')).toMatchObject({ from: '127.0.0.1', role: 'fengsui_audit', after: { proven: true } });
  expect(find('audit:export')).toMatchObject({ object: 'audit.entry', after: { act: 'acts' } });
  expect(own.some(({ object }) => object === 'audit.entry/2')).toBe(true);
  expect(own.some(({ after }) => JSON.stringify(after).includes('"object":"acts.act/4"'))).toBe(true);
});

describeOn('postgres', 'no two transactions at once here', () => {
  it('says that a verification takes longer, and keeps its answer', async () => {
    const ask = () => as('3202').inject({ method: 'POST', url: '/api/audit/verification' });
    let asked: Awaited<ReturnType<typeof ask>> | undefined;
    await log.database.owner.transaction(async (tx) => {
      await tx.many(sql`LOCK TABLE audit.seal IN ACCESS EXCLUSIVE MODE`);
      asked = await ask();
    });
    expect([asked!.statusCode, asked!.json()]).toEqual([202, { running: true }]);
    const answer = await ask();
    expect([answer.statusCode, answer.json()]).toMatchObject([200, { proven: true }]);
  });
});

it.each(['after=0', 'after=x', 'from=2026-02-31T00:00:00Z', 'act=Acts', 'area=32020', 'limit=201'])(
  'refuses %s',
  async (query) => {
    expect((await as('3202').inject(`/api/audit/entries?${query}`)).statusCode).toBe(400);
  },
);
