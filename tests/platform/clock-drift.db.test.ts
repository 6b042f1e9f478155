import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '../../db/sql.ts';
import { lookAtClocks, measureDrift } from '../../server/platform/clock-drift.ts';
import { statusLines } from '../../server/platform/commands/status-lines.ts';
import { readStatus } from '../../db/status.ts';
import { readStorage } from '../../server/platform/storage.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { describeOn } from '../support/one-engine.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { CLOCK_DRIFT_S: '2' } });
});
afterAll(() => app.close());

/** Sets our clock so much apart from the database's. */
async function set(apartS: number): Promise<void> {
  const row = await app.database.owner.one<{ ms: number }>(
    sql`SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS ms`,
  );
  app.clock.set(new Date(row!.ms - apartS * 1000).toISOString());
  await lookAtClocks(app.services);
}
const health = async (role: 'manager' | 'public') =>
  (await app.as({ role, areas: ['3202'] }).inject('/api/health')).json<{
    faults: string[];
    databaseAheadS: number | null;
  }>();

it('says nothing before it has looked', async () => {
  expect(await health('manager')).toMatchObject({ faults: [], databaseAheadS: null });
});

describeOn('postgres', 'one clock alone here', () => {
  it.each([60, -60, 3600])(
    'says in health that the clocks are %i seconds apart, how far to staff alone',
    async (apartS) => {
      await set(apartS);
      const told = await health('manager');
      expect(told.faults).toEqual(['clock-drift']);
      expect(Math.abs(told.databaseAheadS! - apartS)).toBeLessThan(10); // the time of the test itself
      expect(await health('public')).toMatchObject({ faults: ['clock-drift'], databaseAheadS: null });
    },
  );
});

describeOn('postgres', 'one clock alone here', () => {
  it('says it in `db status` too, and lets pass what the way there may have taken', async () => {
    await set(60);
    const aheadS = await measureDrift(app.database, app.clock);
    const [status, storage] = [await readStatus(app.database), await readStorage(app.services)];
    const lines = statusLines(status, storage, { aheadS, isAdrift: true });
    expect(lines.find((line) => line.startsWith('clock'))).toMatch(
      /^clock {10}\d{2}\.\d s ahead of that of this machine \(warning: /,
    );
  });
});

describeOn('embedded', 'two clocks here', () => {
  it('has one clock alone on the embedded engine', async () => {
    app.clock.set('2001-01-01T00:00:00Z');
    await lookAtClocks(app.services);
    expect(await health('manager')).toMatchObject({ faults: [], databaseAheadS: null });
  });
});
