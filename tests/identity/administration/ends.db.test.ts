// An administrator's post ends, and an administrator's account is closed, by two persons; never the last who grants posts.
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { sql } from '../../../db/sql.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { settle } from '../../support/builders/city.ts';
import { twoCounties } from '../../support/builders/grids.ts';
import { lastEntries, somebodyIn, type Somebody } from './somebody-in.ts';

const CITY = '3202';
const XISHAN = '320205';
const REASON = '岗位轮换，不再担任';
let app: TestApp;
let system: Somebody;
let security: Somebody;
let other: Somebody;
beforeAll(async () => {
  app = await startApp();
  await settle(app, twoCounties());
});
afterAll(() => app.close());
/** Nobody but these three: whoever was made before sits nowhere any more. */
beforeEach(async () => {
  await app.database.owner.one(sql`UPDATE identity.post SET ended_at = ${app.clock()} WHERE ended_at IS NULL`);
  app.clock.advance(1);
  system = await somebodyIn(app, 'system-admin', [XISHAN]);
  security = await somebodyIn(app, 'security-admin', [XISHAN]);
  other = await somebodyIn(app, 'security-admin', [XISHAN]);
});

const askEnd = (who: Somebody, post: string) => who.ask('POST', '/requests/post-end', { postId: post, reason: REASON });
const askClosing = (who: Somebody, person: Somebody) =>
  who.ask('POST', '/requests/deactivation', { personId: person.id, reason: REASON });
const decide = (who: Somebody, id: string) =>
  who.ask('POST', `/requests/${id}/decision`, { approved: true, answer: '同意' });
const roleOf = async (who: Somebody) => (await who.ask('GET', '/session')).body.role;
const seenBy = async (who: Somebody, id: string) =>
  (await who.ask('GET', '/requests')).body.find((request: { id: string }) => request.id === id);

it('ends a post that one asks to end and another decides, neither of them its own', async () => {
  const alone = await security.ask('DELETE', `/posts/${other.post}`);
  expect([alone.status, alone.body.type]).toEqual([409, '/problems/administrator-by-two']);
  const soon = await security.ask('PATCH', `/posts/${other.post}`, { to: '2030-01-02T00:00:00Z' });
  expect([soon.status, soon.body.type]).toEqual([409, '/problems/administrator-by-two']);
  expect((await security.ask('PATCH', `/posts/${other.post}`, { title: '安全管理' })).status).toBe(200);

  const asked = await askEnd(security, other.post);
  expect([asked.status, asked.body]).toMatchObject([201, { kind: 'post-end', state: 'open', hasDecider: true }]);
  expect((await decide(security, asked.body.id)).body.type).toBe('/problems/own-request');
  expect((await decide(other, asked.body.id)).body.type).toBe('/problems/own-request');
  expect(await roleOf(other)).toBe('security-admin');
  expect((await decide(system, asked.body.id)).status).toBe(200);
  expect(await roleOf(other)).toBe('public');
  const [entry] = await lastEntries(app, 1);
  expect(entry).toMatchObject({
    actor: system.id,
    act: 'identity:decide',
    after: { kind: 'post-end', state: 'approved' },
  });
});

it('closes an account in the same way, and its sessions with it', async () => {
  const auditor = await somebodyIn(app, 'audit-admin', [XISHAN]);
  const alone = await system.ask('PATCH', `/people/${auditor.id}`, { active: false });
  expect([alone.status, alone.body.type]).toEqual([409, '/problems/administrator-by-two']);
  const asked = await askClosing(system, auditor);
  expect(asked.status).toBe(201);
  expect((await decide(system, asked.body.id)).body.type).toBe('/problems/own-request');
  expect(await roleOf(auditor)).toBe('audit-admin');
  expect((await decide(security, asked.body.id)).status).toBe(200);
  expect(await roleOf(auditor)).toBe('public');
  const person = await system.ask('GET', `/people/${auditor.id}`);
  expect(person.body.deactivatedAt).toEqual(expect.any(String));
});

it('opens it again in the same way alone, over HTTP and by SQL', async () => {
  const auditor = await somebodyIn(app, 'audit-admin', [XISHAN]);
  const askOpening = (who: Somebody) =>
    who.ask('POST', '/requests/reactivation', { personId: auditor.id, reason: REASON });
  expect((await askOpening(system)).status).toBe(404); // it is open
  const closing = await askClosing(system, auditor);
  expect((await decide(security, closing.body.id)).status).toBe(200);

  const alone = await system.ask('PATCH', `/people/${auditor.id}`, { active: true });
  expect([alone.status, alone.body.type]).toEqual([409, '/problems/administrator-by-two']);
  const bySql = app.database
    .as(system.scope)
    .one(sql`UPDATE identity.person SET deactivated_at = NULL WHERE id = ${auditor.id} RETURNING id`);
  await expect(bySql).rejects.toThrow(/two persons/);

  expect((await askOpening(security)).status).toBe(403);
  const asked = await askOpening(system);
  expect([asked.status, asked.body]).toMatchObject([201, { kind: 'reactivation', state: 'open', hasDecider: true }]);
  expect((await decide(system, asked.body.id)).body.type).toBe('/problems/own-request');
  expect((await decide(security, asked.body.id)).status).toBe(200);
  expect((await system.ask('GET', `/people/${auditor.id}`)).body.deactivatedAt).toBeNull();
  expect(await roleOf(auditor)).toBe('public'); // what was ended stays so: they sign in anew
});

it('is asked by who is over all of it: an account of the county with a post of the city is opened by the city', async () => {
  const ofCity = await somebodyIn(app, 'audit-admin', [CITY]);
  await app.database.owner.one(sql`
    UPDATE identity.person SET division_path = ${XISHAN}, deactivated_at = ${app.clock()} WHERE id = ${ofCity.id} RETURNING id`);
  const open = (who: Somebody) => who.ask('POST', '/requests/reactivation', { personId: ofCity.id, reason: REASON });
  expect((await open(system)).status).toBeGreaterThanOrEqual(400);
  expect((await system.ask('PATCH', `/people/${ofCity.id}`, { active: true })).status).toBeGreaterThanOrEqual(400);
  const above = await somebodyIn(app, 'system-admin', [CITY]);
  expect((await open(above)).status).toBe(201);
});

it('leaves the business to one administrator', async () => {
  const clerk = await somebodyIn(app, 'clerk', [XISHAN]);
  expect((await askEnd(security, clerk.post)).body.type).toBe('/problems/one-is-enough');
  expect((await askClosing(system, clerk)).body.type).toBe('/problems/one-is-enough');
  expect((await system.ask('PATCH', `/people/${clerk.id}`, { active: false })).status).toBe(200);
  expect((await system.ask('PATCH', `/people/${clerk.id}`, { active: true })).status).toBe(200);
});

it('stays open where nobody is there to decide, says so, and goes on when somebody is', async () => {
  await app.database.owner.one(sql`UPDATE identity.post SET ended_at = ${app.clock()} WHERE id = ${system.post}`);
  const asked = await askEnd(security, other.post);
  expect(asked.body).toMatchObject({ state: 'open', hasDecider: false });
  // Of another place, or over a part of it alone: not somebody who may decide.
  await somebodyIn(app, 'system-admin', ['320213']);
  expect(await seenBy(security, asked.body.id)).toMatchObject({ state: 'open', hasDecider: false });
  const third = await somebodyIn(app, 'system-admin', [CITY]);
  expect(await seenBy(security, asked.body.id)).toMatchObject({ hasDecider: true });
  expect((await decide(third, asked.body.id)).status).toBe(200);
});

it('never ends the last who grants posts: not asked, not decided, not two at a time', async () => {
  const last = { status: 409, body: { type: '/problems/last-security-admin' } };
  const second = await somebodyIn(app, 'system-admin', [XISHAN]);
  const endOfOther = await askEnd(security, other.post);
  const endOfFirst = await askClosing(system, security);
  const decided = await Promise.all([decide(system, endOfOther.body.id), decide(second, endOfFirst.body.id)]);
  // Told by the look before, or by the wall where both looked at once.
  expect(decided.map(({ status }) => status).sort()).toEqual([200, expect.toBeOneOf([409, 422])]);
  const left = await app.database.owner.many<{ id: string }>(sql`
    SELECT p.id FROM identity.post o JOIN identity.person p ON p.id = o.person_id
     WHERE o.role = 'security-admin' AND o.ended_at IS NULL AND p.deactivated_at IS NULL`);
  expect(left).toHaveLength(1);
  const remaining = [security, other].find(({ id }) => id === left[0]!.id)!;
  expect(await askClosing(second, remaining)).toMatchObject(last);
  const waiting =
    decided[0]!.status === 200 ? { who: second, id: endOfFirst.body.id } : { who: system, id: endOfOther.body.id };
  expect(await decide(waiting.who, waiting.id)).toMatchObject({ status: 409 });
});

it('is not done by one alone by SQL either', async () => {
  const endPost = (who: Somebody, id: string) =>
    app.database
      .as(who.scope)
      .one(sql`UPDATE identity.post SET ended_at = ${app.clock()} WHERE id = ${id} RETURNING id`);
  await expect(endPost(security, other.post)).rejects.toThrow(/two persons/);
  const shorten = app.database
    .as(security.scope)
    .one(
      sql`UPDATE identity.post SET valid_to = valid_from + interval '1 second' WHERE id = ${other.post} RETURNING id`,
    );
  await expect(shorten).rejects.toThrow(/two persons/);
  const close = app.database
    .as(system.scope)
    .one(sql`UPDATE identity.person SET deactivated_at = ${app.clock()} WHERE id = ${other.id} RETURNING id`);
  await expect(close).rejects.toThrow(/two persons/);
  const decideOwn = async (who: Somebody, id: string) =>
    app.database.as(who.scope).one(sql`UPDATE identity.request SET approved = true WHERE id = ${id} RETURNING id`);
  const asked = await askEnd(security, other.post);
  await expect(decideOwn(security, asked.body.id)).rejects.toThrow(/Nobody decides/);
  await expect(decideOwn(other, asked.body.id)).rejects.toThrow(/No post of yours/);
  expect(await roleOf(other)).toBe('security-admin');
});

it('reaches nobody over whom one is not: a post of the whole city is ended by who is over the city', async () => {
  const ofCity = await somebodyIn(app, 'security-admin', [CITY]);
  await app.database.owner.one(sql`UPDATE identity.person SET division_path = ${XISHAN} WHERE id = ${ofCity.id}`);
  const asked = await askClosing(system, ofCity);
  expect(asked.status).toBeGreaterThanOrEqual(400);
  expect(await roleOf(ofCity)).toBe('security-admin');
});
