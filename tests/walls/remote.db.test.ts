import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import type { RemoteWall, Wall } from '../../server/walls/contract.ts';
import { WEST } from '../incidents/town.ts';
import { watchRoutes } from '../platform/route-table.ts';
import { NOON, openWallHouse, Phone, SCENES, WEST_STAFF, type WallHouse } from './house.ts';

let house: WallHouse;
let routes: Awaited<ReturnType<typeof watchRoutes>>['routes'];
beforeAll(async () => {
  ({ made: house, routes } = await watchRoutes(() => openWallHouse()));
});
afterAll(() => house.close());

async function paired(name: string): Promise<{ wall: Wall; phone: Phone }> {
  const wall = await house.hang(name);
  const phone = new Phone(house);
  expect((await phone.enter((await house.codeOf(wall)).code)).statusCode).toBe(201);
  return { wall, phone };
}

const told = async (id: string) => (await house.events.after(0, 'walls')).filter((event) => event.id === id);

describe('pairing', () => {
  it('makes the phone that opens the code the remote of exactly that wall', async () => {
    const other = await house.hang('另一块屏');
    const { wall, phone } = await paired('指挥大厅');
    const seen = (await phone.send('GET', '/api/walls/remote')).json<RemoteWall>();
    expect(seen).toMatchObject({ name: '指挥大厅', scene: 'city', held: false, answering: true, scenes: SCENES });
    await phone.command({ command: 'show', scene: 'shelters' });
    expect((await house.wallOf(wall.id)).scene).toBe('shelters');
    expect((await house.wallOf(other.id)).scene).toBe('city');
  });

  it('tells the wall, and says so in its state', async () => {
    const { wall } = await paired('会商室');
    expect((await house.wallOf(wall.id)).pairedAt).toBe(NOON);
    expect((await told(wall.id)).map(({ name, visibleTo }) => [name, visibleTo])).toEqual([['walls.paired', ['3202']]]);
  });

  it('takes a code once, and none of the wall after that', async () => {
    const wall = await house.hang('一次');
    const [first, second] = [await house.codeOf(wall), await house.codeOf(wall)];
    expect((await new Phone(house, '192.0.2.1').enter(second.code)).statusCode).toBe(201);
    for (const { code } of [first, second]) {
      const answer = await new Phone(house, '192.0.2.1').enter(code);
      expect(answer.json()).toMatchObject({ status: 422, type: '/problems/wrong-code' });
    }
  });

  it('reads a code as a person types it', async () => {
    const wall = await house.hang('手输');
    const { code } = await house.codeOf(wall);
    const typed = ` ${code.toLowerCase().replace('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `;
    expect((await new Phone(house).enter(typed)).statusCode).toBe(201);
  });

  it('gives a code three minutes, and a new one before that', async () => {
    const wall = await house.hang('三分钟');
    const { code, renewAt, expiresAt } = await house.codeOf(wall);
    expect([renewAt, expiresAt]).toEqual(['2026-07-08T04:02:00.000Z', '2026-07-08T04:03:00.000Z']);
    house.clock.set(expiresAt);
    expect((await new Phone(house, '192.0.2.2').enter(code)).statusCode).toBe(422);
    house.clock.set(NOON);
  });

  it('puts the phone before out', async () => {
    const { wall, phone } = await paired('换人');
    const next = new Phone(house);
    await next.enter((await house.codeOf(wall)).code);
    expect((await phone.send('GET', '/api/walls/remote')).json()).toMatchObject({
      status: 401,
      type: '/problems/not-paired',
    });
    expect((await next.send('GET', '/api/walls/remote')).statusCode).toBe(200);
  });

  it('ends by itself after a shift of twelve hours', async () => {
    const { wall, phone } = await paired('一班');
    house.clock.set('2026-07-08T15:59:59Z');
    expect((await phone.send('GET', '/api/walls/remote')).json()).toMatchObject({
      expiresAt: '2026-07-08T16:00:00.000Z',
    });
    house.clock.set('2026-07-08T16:00:00Z');
    expect((await phone.send('GET', '/api/walls/remote')).statusCode).toBe(401);
    expect((await house.wallOf(wall.id)).pairedAt).toBeNull();
    house.clock.set(NOON);
  });

  it('ends at the wall, and on the phone; the wall is told', async () => {
    const one = await paired('屏上解除');
    await house.staff({ method: 'DELETE', url: `/api/walls/${one.wall.id}/pairing` });
    expect((await one.phone.send('GET', '/api/walls/remote')).statusCode).toBe(401);
    const other = await paired('手机上解除');
    expect((await other.phone.send('DELETE', '/api/walls/remote')).statusCode).toBe(204);
    expect((await other.phone.send('GET', '/api/walls/remote')).statusCode).toBe(401);
    for (const { wall } of [one, other]) {
      const [, last] = await told(wall.id);
      expect(last).toMatchObject({ name: 'walls.unpaired', body: { id: wall.id, pairedAt: null } });
    }
  });

  it('keeps neither code nor token, only hashes', async () => {
    const { wall, phone } = await paired('散列');
    const { code } = await house.codeOf(wall);
    const stored = await house.database.owner.one<{ text: string }>(sql`
      SELECT (SELECT string_agg(p::text, ' ') FROM walls.pairing p) || (SELECT string_agg(c::text, ' ') FROM walls.pairing_code c) AS text`);
    expect(stored!.text).not.toContain(code.replace('-', ''));
    expect(stored!.text).not.toContain(phone.cookie!.split('_')[1]);
  });

  it('gives the cookie to no script, to no other site and to no other route', async () => {
    const answer = await new Phone(house).enter((await house.codeOf(await house.hang('饼干'))).code);
    expect(answer.headers['set-cookie']).toMatch(
      /^fengsui-remote=fsr_[\w-]{43}; Path=\/api\/walls\/remote; Max-Age=43200; HttpOnly; SameSite=Strict$/,
    );
  });
});

describe('guessing', () => {
  it('has to wait after some wrong codes, the right one too; others need not', async () => {
    const wall = await house.hang('猜码');
    const { code } = await house.codeOf(wall);
    const guesser = new Phone(house, '198.51.100.7');
    const answers = [];
    for (let no = 0; no < 10; no += 1) answers.push(await guesser.enter(`AAAAA-0000${no}`));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([...Array<number>(9).fill(422), 429]);
    expect(Number(answers[9]!.headers['retry-after'])).toBeGreaterThanOrEqual(60);
    expect((await guesser.enter(code)).json()).toMatchObject({ status: 429, type: '/problems/too-many-requests' });
    expect((await new Phone(house, '198.51.100.8').enter(code)).statusCode).toBe(201);
  });
});

describe('guessing from everywhere', () => {
  it('locks nobody out: the right code pairs after hundreds of wrong ones from other addresses', async () => {
    const { code } = await house.codeOf(await house.hang('众人猜码'));
    for (let host = 1; host <= 30; host += 1) {
      const guesser = new Phone(house, `198.51.100.${100 + host}`);
      for (let no = 0; no < 8; no += 1) expect((await guesser.enter(`BBBBB-0000${no}`)).statusCode).toBe(422);
    }
    expect((await new Phone(house, '198.51.100.99').enter(code)).statusCode).toBe(201);
  });
});

describe('a remote', () => {
  it('may do on every route what the public may, and nothing more but steer its wall', async () => {
    const { wall, phone } = await paired('越权');
    const nobody = new Phone(house);
    const own = new Set(['GET /api/walls/remote', 'DELETE /api/walls/remote', 'POST /api/walls/remote/commands']);
    const tried: string[] = [];
    for (const { method, url } of routes) {
      const name = `${method} ${url.replace(/(?<=.)\/$/, '')}`;
      if (method === 'HEAD' || method === 'OPTIONS' || own.has(name) || url === '/live/') continue;
      const address = url.replace(/:id\b/g, wall.id).replace(/:\w+/g, 'x').replace('*', '');
      const ask = async (who: Phone) =>
        (await who.send(method as 'GET', address, method === 'GET' ? undefined : {})).statusCode;
      const [asRemote, asNobody] = [await ask(phone), await ask(nobody)];
      tried.push(name);
      // Where the public is sent away to sign in (401), a remote is told that it may not (403); steps of a sign-in answer both alike.
      const isOpen = house.services.declarations
        .all()
        .some(({ what, access }) => what === `${method} ${url}` && access.who.includes('public'));
      expect([name, asRemote]).toEqual([name, asNobody === 401 && !isOpen ? 403 : asNobody]);
    }
    expect(tried).toContain('PUT /api/walls/:id/view');
    expect(tried).toContain('GET /api/incidents');
    expect(tried.length).toBeGreaterThan(40);
  });

  it('sees in the database its own wall, and may change nothing of it but what it shows', async () => {
    await house.hang('别人的');
    const { wall } = await paired('本屏');
    const pairing = await house.database.owner.one<{ id: string }>(
      sql`SELECT id FROM walls.pairing WHERE wall_id = ${wall.id}`,
    );
    const db = house.database.as({ role: 'remote', areas: [], actor: pairing!.id });
    expect(await db.many(sql`SELECT name FROM walls.wall`)).toEqual([{ name: '本屏' }]);
    const denied = { code: '42501' };
    await expect(db.one(sql`UPDATE walls.wall SET name = 'x'`)).rejects.toMatchObject(denied);
    await expect(db.one(sql`SELECT token_hash FROM walls.pairing`)).rejects.toMatchObject(denied);
    await expect(db.one(sql`SELECT code_hash FROM walls.pairing_code`)).rejects.toMatchObject(denied);
    await expect(db.one(sql`SELECT id FROM incidents.incident`)).rejects.toMatchObject(denied);
    const stranger = house.database.as({ role: 'remote', areas: ['3202'], actor: 'nobody' });
    expect(await stranger.many(sql`SELECT name FROM walls.wall`)).toEqual([]);
  });

  it('is refused with a token that is not known, even on this machine', async () => {
    const answer = await house.app.inject({
      url: '/api/walls/remote',
      headers: { host: 'localhost', cookie: 'fengsui-remote=fsr_nobody' },
    });
    expect(answer.json()).toMatchObject({ status: 401, type: '/problems/not-paired' });
  });
});

describe('commands', () => {
  it('step round the scenes, hold and turn, and look at yesterday', async () => {
    const { wall, phone } = await paired('遥控');
    const after = async (command: object) => (await phone.command(command)).json<RemoteWall>();
    expect(await after({ command: 'previous' })).toMatchObject({ scene: 'shelters', revision: 1 });
    expect(await after({ command: 'next' })).toMatchObject({ scene: 'city', revision: 2 });
    expect(await after({ command: 'hold' })).toMatchObject({ held: true });
    expect(await after({ command: 'yesterday', on: true })).toMatchObject({ held: true, yesterday: true });
    expect(await after({ command: 'turn' })).toMatchObject({ held: false, yesterday: true, revision: 5 });
    const events = await told(wall.id);
    expect(events.map(({ name }) => name)).toEqual(['walls.paired', ...Array<string>(5).fill('walls.commanded')]);
    const { rows: _rows, focus: _focus, ...news } = await house.wallOf(wall.id);
    expect(events.at(-1)!.body).toEqual(news); // no incident in it: each asks for what he may see
  });

  it('say since when a scene is shown; holding it does not begin anew', async () => {
    const { phone } = await paired('自何时');
    house.clock.set('2026-07-08T04:10:00Z');
    expect((await phone.command({ command: 'next' })).json()).toMatchObject({ since: '2026-07-08T04:10:00.000Z' });
    house.clock.set('2026-07-08T04:11:00Z');
    expect((await phone.command({ command: 'hold' })).json()).toMatchObject({ since: '2026-07-08T04:10:00.000Z' });
    house.clock.set(NOON);
  });

  it('change nothing and tell nobody where it is so already', async () => {
    const { wall, phone } = await paired('无变化');
    expect((await phone.command({ command: 'show', scene: 'city' })).json()).toMatchObject({ revision: 0 });
    expect((await told(wall.id)).map(({ name }) => name)).toEqual(['walls.paired']);
  });

  it('reach no scene and no incident that the wall does not show', async () => {
    const { wall, phone } = await paired('只限屏上');
    const shown = await house.incidentAt(WEST);
    const report = { scene: 'city', held: false, yesterday: false, focus: null, revision: 0 };
    const rows = [{ id: shown, mark: 'WX-20260708-0001', level: 2 }];
    await house.staff({ method: 'PUT', url: `/api/walls/${wall.id}/view`, payload: { ...report, rows } });
    expect((await phone.command({ command: 'focus', incident: shown })).json()).toMatchObject({ focus: shown });
    expect((await phone.command({ command: 'next' })).json()).toMatchObject({ focus: null });
    const refused = { status: 422, type: '/problems/not-on-wall' };
    expect((await phone.command({ command: 'focus', incident: wall.id })).json()).toMatchObject(refused);
    expect((await phone.command({ command: 'show', scene: 'secret' })).json()).toMatchObject(refused);
  });
});

describe('a wall', () => {
  it('goes on after a reload where it was', async () => {
    const wall = await house.hang('重启');
    const report = { scene: 'incidents', held: true, yesterday: true, focus: null, rows: [], revision: 0 };
    const put = { method: 'PUT' as const, url: `/api/walls/${wall.id}/view`, payload: report };
    const kept = (await house.staff(put)).json<Wall>();
    expect(await house.wallOf(wall.id)).toEqual(kept);
    expect(kept).toMatchObject({ scene: 'incidents', held: true, yesterday: true, revision: 1 });
  });

  it('that has not heard the latest command learns it from the answer, and does not undo it', async () => {
    const { wall, phone } = await paired('并发');
    await phone.command({ command: 'show', scene: 'shelters' });
    const stale = { scene: 'incidents', held: false, yesterday: false, focus: null, rows: [], revision: 0 };
    const answer = await house.staff({ method: 'PUT', url: `/api/walls/${wall.id}/view`, payload: stale });
    expect(answer.json()).toMatchObject({ scene: 'shelters', revision: 1 });
  });

  it('that has not spoken for a minute and a half does not answer, says the phone', async () => {
    const { wall, phone } = await paired('沉默');
    house.clock.set('2026-07-08T04:01:31Z');
    expect((await phone.send('GET', '/api/walls/remote')).json()).toMatchObject({ answering: false });
    const report = { scene: 'city', held: false, yesterday: false, focus: null, rows: [], revision: 0 };
    await house.staff({ method: 'PUT', url: `/api/walls/${wall.id}/view`, payload: report });
    expect((await phone.send('GET', '/api/walls/remote')).json()).toMatchObject({ answering: true, revision: 0 });
    house.clock.set(NOON);
  });

  it('hangs in an area: staff of another see, steer and pair it not', async () => {
    const wall = await house.hang('市级');
    const west = house.as(WEST_STAFF).inject;
    expect((await west(`/api/walls/${wall.id}`)).statusCode).toBe(404);
    expect((await west({ method: 'POST', url: `/api/walls/${wall.id}/pairing-codes` })).statusCode).toBe(404);
    const command = { method: 'POST' as const, url: `/api/walls/${wall.id}/commands`, payload: { command: 'next' } };
    expect((await west(command)).statusCode).toBe(404);
    const payload = { name: '越界', divisionPath: '3202', scenes: SCENES };
    expect((await west({ method: 'POST', url: '/api/walls', payload })).json()).toMatchObject({
      type: '/problems/area-not-yours',
    });
  });

  it('with other scenes after an upgrade shows one that it has', async () => {
    const wall = await house.hang('升级');
    const scenes = [{ key: 'warnings', zh: '预警', en: 'Warnings' }];
    const answer = await house.staff({ method: 'PATCH', url: `/api/walls/${wall.id}`, payload: { scenes } });
    expect(answer.json()).toMatchObject({ scene: 'warnings', name: '升级', scenes });
  });
});
