// What the page keeps of somebody when the session is over: nothing that was read.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { page } from 'vitest/browser';
import { afterEach, expect, it, vi } from 'vitest';
import type { Session } from '#contract/identity';
import { Gate } from '../../../client/identity/gate.tsx';
import { getJson } from '../../../client/platform/http.ts';
import { onStage } from '../map/stage.tsx';

const aSession = (differs: Partial<Session>): Session => ({
  user: { id: 'person-a', name: '张三', post: '值班员' },
  role: 'duty-officer',
  step: null,
  areas: ['3202'],
  choices: [],
  posts: [],
  post: 'post-a',
  acts: [],
  scopeEpoch: '1',
  now: '2026-07-08T00:00:00Z',
  ...differs,
});
const NOBODY = aSession({ user: { id: 'public', name: '公众', post: '' }, role: 'public', post: null, areas: [] });

let stage: ReturnType<typeof onStage> | undefined;
afterEach(() => {
  stage?.leave();
  vi.restoreAllMocks();
});

const answer = (body: unknown, status = 200) =>
  Promise.resolve(
    new Response(JSON.stringify(body), {
      status,
      headers: { 'content-type': status === 200 ? 'application/json' : 'application/problem+json' },
    }),
  );

it('shows the sign-in at the first answer that says so, and has forgotten what was read', async () => {
  let signedIn = true;
  vi.spyOn(globalThis, 'fetch').mockImplementation((input) => {
    const path = String(input);
    if (path.includes('/session')) return answer(signedIn ? aSession({}) : NOBODY);
    if (path.includes('/secret') && !signedIn)
      return answer({ type: '/problems/not-signed-in', title: '', status: 401, instance: '' }, 401);
    return answer(path.includes('/secret') ? { text: '只有张三可见' } : null);
  });
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  stage = onStage(
    <QueryClientProvider client={queries}>
      <Gate>
        <p>控制台</p>
      </Gate>
    </QueryClientProvider>,
  );
  await expect.element(page.getByText('控制台')).toBeVisible();
  const ask = () => queries.fetchQuery({ queryKey: ['secret'], queryFn: () => getJson('/secret'), staleTime: 0 });
  await ask();
  expect(JSON.stringify(queries.getQueriesData({}))).toContain('只有张三可见');

  signedIn = false;
  await expect(ask()).rejects.toMatchObject({ status: 401 });
  await expect.element(page.getByRole('form', { name: '登录' })).toBeVisible();
  expect(page.getByText('控制台').elements()).toEqual([]);
  expect(JSON.stringify(queries.getQueriesData({}))).not.toContain('只有张三可见');
});
