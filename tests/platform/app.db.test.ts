import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

it('says how it is', async () => {
  const answer = await app.inject('/api/health');
  expect(answer.json()).toMatchObject({ status: 'ok', faults: [], engine: app.database.engine });
  expect(answer.statusCode).toBe(200);
});
