// F10: whichever statement fails, a sign-in and a grant are whole or were never, and nobody is told otherwise.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import { failingDatabase, type FailingDatabase } from '../incidents/failing-db.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { startClock } from '../support/clock.ts';
import { settle } from '../support/builders/city.ts';
import { twoCounties } from '../support/builders/grids.ts';
import { somebodyIn, type Somebody } from './administration/somebody-in.ts';
import { aBrowser, anAccount } from './person.ts';

const XISHAN = '320205';
let real: TestDatabase;
let failing: FailingDatabase;
let app: TestApp;
let security: Somebody;
beforeAll(async () => {
  const clock = startClock();
  real = await openTestDatabase({ clock });
  failing = failingDatabase(real);
  app = await startApp({ database: failing.database, clock });
  await settle(app, twoCounties());
  await anAccount(app, { login: 'wang', role: 'duty-officer' });
  security = await somebodyIn(app, 'security-admin', [XISHAN]);
});
afterAll(async () => {
  await app.close();
  await real.close();
});

interface Written {
  readonly sessions: number;
  readonly signIns: number;
  readonly posts: string;
  readonly requests: string;
  readonly audit: number;
}

/** What a sign-in, a grant and a decision write. */
const written = async (): Promise<Written> =>
  (await real.owner.one<Written>(sql`
    SELECT (SELECT count(*) FROM identity.session WHERE post_id IS NOT NULL) AS sessions,
           (SELECT count(*) FROM audit.entry WHERE act = 'identity:sign-in') AS "signIns",
           (SELECT coalesce(json_agg(p ORDER BY p.id), '[]')::text FROM identity.post p) AS posts,
           (SELECT coalesce(json_agg(r ORDER BY r.id), '[]')::text FROM identity.request r) AS requests,
           (SELECT count(*) FROM audit.entry) AS audit`))!;

/** Asks with the first statement failing, then the second, until none of them does; answers how many there were. */
async function failEach(
  ask: () => Promise<number>,
  check: (status: number, before: Written, after: Written) => void,
): Promise<number> {
  for (let k = 1; k <= 200; k += 1) {
    const before = await written();
    failing.failAt(k);
    const status = await ask();
    const reached = failing.heal();
    const after = await written();
    check(status, before, after);
    if (!reached) {
      expect(status).toBeLessThan(300);
      return k - 1;
    }
  }
  throw new Error('more than 200 statements');
}

it('signs in whole or not at all', async () => {
  const statements = await failEach(
    async () => (await aBrowser(app).signIn('wang')).statusCode,
    (status, before, after) => {
      const opened = after.sessions - before.sessions;
      expect(after.signIns - before.signIns).toBe(opened);
      if (status < 300) expect(opened).toBe(1);
      else expect(status).toBeGreaterThanOrEqual(500);
    },
  );
  expect(statements).toBeGreaterThan(8);
});

it('grants a post whole or not at all', async () => {
  const { id } = await somebodyIn(app, 'clerk', [XISHAN]);
  const statements = await failEach(
    async () => (await security.ask('POST', '/posts', { personId: id, role: 'manager', areas: [XISHAN] })).status,
    (status, before, after) => {
      const isWritten = after.posts !== before.posts;
      expect(after.audit - before.audit).toBe(isWritten ? 1 : 0);
      if (status < 300) expect(isWritten).toBe(true);
      else expect([status >= 500, isWritten]).toEqual([true, false]);
    },
  );
  expect(statements).toBeGreaterThan(4);
});

it('carries out what two persons decide whole or not at all', async () => {
  const [other, { id }] = [await somebodyIn(app, 'security-admin', [XISHAN]), await somebodyIn(app, 'clerk', [XISHAN])];
  const content = { personId: id, role: 'audit-admin', areas: [XISHAN], reason: '审计岗位轮换' };
  await real.owner.one(sql`UPDATE identity.post SET ended_at = ${app.clock()} WHERE person_id = ${id} RETURNING id`);
  const asked = await security.ask('POST', '/requests/administrator', content);
  expect(asked.status, asked.text).toBe(201);
  const statements = await failEach(
    async () =>
      (await other.ask('POST', `/requests/${asked.body.id}/decision`, { approved: true, answer: '同意' })).status,
    (status, before, after) => {
      const [isDecided, isGranted] = [after.requests !== before.requests, after.posts !== before.posts];
      expect(isGranted).toBe(isDecided);
      expect(after.audit > before.audit).toBe(isDecided);
      if (status < 300) expect(isDecided).toBe(true);
      else expect([status >= 500, isDecided]).toEqual([true, false]);
    },
  );
  expect(statements).toBeGreaterThan(4);
});
