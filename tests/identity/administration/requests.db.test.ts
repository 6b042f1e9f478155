import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '../../../db/sql.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { settle } from '../../support/builders/city.ts';
import { twoCounties } from '../../support/builders/grids.ts';
import { lastEntries, somebodyIn, type Somebody } from './somebody-in.ts';

const XISHAN = '320205';
const LIANGXI = '320213';
const REASON = '手机遗失，已当面核实身份';
let app: TestApp;
let system: Somebody;
let security: Somebody;
beforeAll(async () => {
  app = await startApp();
  await settle(app, twoCounties());
  system = await somebodyIn(app, 'system-admin', [XISHAN]);
  security = await somebodyIn(app, 'security-admin', [XISHAN]);
});
afterAll(() => app.close());

const askRecovery = async (who: Somebody, person: Somebody, what = 'second-factor') =>
  (await who.ask('POST', '/requests/recovery', { personId: person.id, what, reason: REASON })).body as { id: string };
const decide = (who: Somebody, id: string, approved = true, answer = '同意') =>
  who.ask('POST', `/requests/${id}/decision`, { approved, answer });

it('lets somebody in again by two persons: the second factor is gone, one password is shown once', async () => {
  const officer = await somebodyIn(app, 'duty-officer', [XISHAN]);
  await app.database.owner.many(sql`
    UPDATE identity.person SET totp_secret = 'x', totp_confirmed_at = ${app.clock()}, password_hash = '$argon2id$old' WHERE id = ${officer.id}`);
  const { id } = await askRecovery(system, officer);
  const { status, body } = await decide(security, id);
  expect([status, body.request.state, body.password]).toEqual([
    200,
    'approved',
    expect.stringMatching(/^[a-z2-9-]{24}$/),
  ]);
  const person = await app.database.owner.one<{ hash: string; totp: unknown; mustChange: boolean }>(sql`
    SELECT password_hash AS hash, totp_secret AS totp, must_change AS "mustChange" FROM identity.person WHERE id = ${officer.id}`);
  expect(person).toMatchObject({ totp: null, mustChange: true });
  expect(person!.hash).not.toBe('$argon2id$old');
  expect((await officer.ask('GET', '/session')).body.role).toBe('public');
  const listed = await security.ask('GET', '/requests');
  expect(listed.text).not.toContain(body.password);
  expect((await decide(security, id)).body.type).toBe('/problems/request-decided');
  const [entry] = await lastEntries(app, 1);
  expect(entry).toMatchObject({
    actor: security.id,
    act: 'identity:decide',
    before: { state: 'open' },
    after: { state: 'approved' },
  });
  expect(JSON.stringify(entry)).not.toContain(body.password);
});

it('resets the password of an administrator so, too', async () => {
  const auditor = await somebodyIn(app, 'audit-admin', [XISHAN]);
  const { id } = await askRecovery(security, auditor, 'password');
  expect((await decide(system, id)).body.password).toEqual(expect.any(String));
});

it('makes an administrator by two persons, and by one of them never', async () => {
  const next = (await system.ask('POST', '/people', { login: 'next.audit', name: '新审计', divisionPath: XISHAN }))
    .body as { id: string };
  const asked = await security.ask('POST', '/requests/administrator', {
    personId: next.id,
    role: 'audit-admin',
    areas: [XISHAN],
    reason: '审计岗位轮换',
  });
  expect(asked.status).toBe(201);
  expect((await decide(security, asked.body.id)).body.type).toBe('/problems/own-request');
  expect((await decide(system, asked.body.id)).status).toBe(200);
  const post = await app.database.owner.one(
    sql`SELECT role, granted_by AS by FROM identity.post WHERE person_id = ${next.id}`,
  );
  expect(post).toEqual({ role: 'audit-admin', by: system.id });
  // Who holds a post of the business becomes no administrator beside it.
  const clerk = await somebodyIn(app, 'clerk', [XISHAN]);
  const both = await security.ask('POST', '/requests/administrator', {
    personId: clerk.id,
    role: 'system-admin',
    areas: [XISHAN],
    reason: '兼任管理员',
  });
  expect((await decide(system, both.body.id)).body.type).toBe('/problems/rule-broken');
  expect(
    (await security.ask('GET', '/requests')).body.find(({ id }: { id: string }) => id === both.body.id).state,
  ).toBe('open');
});

it('refuses with a reason, and nothing happens', async () => {
  const officer = await somebodyIn(app, 'duty-officer', [XISHAN]);
  const { id } = await askRecovery(system, officer);
  expect((await decide(security, id, false, '')).body.type).toBe('/problems/reason-needed');
  const { body } = await decide(security, id, false, '身份未核实');
  expect(body).toMatchObject({ request: { state: 'refused', answer: '身份未核实' } });
  expect(body.password).toBeUndefined();
  expect((await officer.ask('GET', '/session')).body.role).toBe('duty-officer');
});

it('ends by itself after three days', async () => {
  const officer = await somebodyIn(app, 'duty-officer', [XISHAN]);
  const { id } = await askRecovery(system, officer);
  const requests = (await security.ask('GET', '/requests')).body as {
    id: string;
    askedAt: string;
    expiresAt: string;
  }[];
  const { askedAt, expiresAt } = requests.find((request) => request.id === id)!;
  expect(Date.parse(expiresAt) - Date.parse(askedAt)).toBe(72 * 3600 * 1000);
});

it('is neither seen nor decided by another county, nor asked about its people', async () => {
  const officer = await somebodyIn(app, 'duty-officer', [XISHAN]);
  const neighbour = await somebodyIn(app, 'security-admin', [LIANGXI]);
  const { id } = await askRecovery(system, officer);
  expect((await neighbour.ask('GET', '/requests')).body).toEqual([]);
  expect((await decide(neighbour, id)).status).toBe(404);
  const asked = await neighbour.ask('POST', '/requests/recovery', {
    personId: officer.id,
    what: 'password',
    reason: REASON,
  });
  expect(asked.status).toBe(404);
});

it('cannot be decided by SQL by who asked, who is concerned, a typed name, a borrowed role or a post that has ended', async () => {
  const officer = await somebodyIn(app, 'duty-officer', [XISHAN]);
  const manager = await somebodyIn(app, 'manager', [XISHAN]);
  const late = await somebodyIn(app, 'system-admin', [XISHAN]);
  const neighbour = await somebodyIn(app, 'security-admin', [LIANGXI]);
  const { id } = await askRecovery(security, officer);
  const approve = (scope: object) =>
    app.database.as({ ...system.scope, ...scope }).transaction(async (tx) => {
      await tx.one(sql`SELECT set_config('app.password_hash', '$argon2id$stolen', true)`);
      return tx.one(sql`UPDATE identity.request SET approved = true WHERE id = ${id} RETURNING id`);
    });
  const refused = expect.objectContaining({
    message: expect.stringMatching(/No post of yours|Nobody|permission denied|policy/),
  });
  await expect(approve({ ...security.scope })).rejects.toEqual(refused);
  await expect(approve({ ...security.scope, actor: system.id })).rejects.toEqual(refused);
  await expect(approve({ session: 'ab'.repeat(32) })).rejects.toEqual(refused);
  await expect(approve({ session: manager.scope.session })).rejects.toEqual(refused);
  await expect(approve({ session: officer.scope.session })).rejects.toEqual(refused);
  await expect(approve({ session: neighbour.scope.session, role: 'security' })).rejects.toEqual(refused);
  await app.database.owner.many(sql`UPDATE identity.post SET ended_at = ${app.clock()} WHERE id = ${late.post}`);
  await expect(approve({ ...late.scope })).rejects.toEqual(refused);
  for (const role of ['staff', 'unit', 'audit', 'public', 'feed', 'remote', 'tile'] as const)
    expect(await approve({ role }).catch(() => undefined), role).toBeUndefined();
  const forged = app.database.as(system.scope).one(sql`
    UPDATE identity.request SET decided_by = ${system.id}, approved = true, decided_at = platform.now() WHERE id = ${id} RETURNING id`);
  await expect(forged).rejects.toThrow(/permission denied/);
  const still = await app.database.owner.one(sql`SELECT decided_at AS at FROM identity.request WHERE id = ${id}`);
  expect(still).toEqual({ at: null });
});
