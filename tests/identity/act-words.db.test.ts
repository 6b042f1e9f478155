// Every act that is declared has words: the matrix and the limits of a substitute show no codes.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { declaredWords } from '../../client/admin/declared-words.ts';
import { startApp, type TestApp } from '../support/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

it.each(['zh', 'en'] as const)('has words for every act (%s)', (language) => {
  const acts = new Set(app.services.declarations.all().map(({ access }) => access.act));
  expect([...acts].filter((act) => declaredWords(act, language) === act)).toEqual([]);
});
