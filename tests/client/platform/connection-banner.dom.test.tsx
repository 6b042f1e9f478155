// What the console says where clocks differ or the page is not encrypted, and what it leaves unsaid where all is well.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { page } from 'vitest/browser';
import { afterEach, expect, it, vi } from 'vitest';
import { ConnectionBanner } from '../../../client/connection-banner.tsx';
import { onStage } from '../map/stage.tsx';

let stage: ReturnType<typeof onStage> | undefined;
afterEach(() => {
  stage?.leave();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

interface Told {
  readonly faults?: readonly string[];
  readonly databaseAheadS?: number | null;
  /** Seconds by which the server's clock is ahead of ours. */
  readonly aheadS?: number;
}

/** Answers how often the server was asked. */
function show({ faults = [], databaseAheadS = null, aheadS = 0 }: Told): () => number {
  const asked = vi.spyOn(globalThis, 'fetch').mockImplementation(() => {
    const at = new Date(Date.now() + aheadS * 1000).toISOString();
    const body = JSON.stringify({ faults, storage: null, databaseAheadS, at });
    return Promise.resolve(new Response(body, { headers: { 'content-type': 'application/json' } }));
  });
  const queries = new QueryClient();
  stage = onStage(
    <QueryClientProvider client={queries}>
      <ConnectionBanner />
      <output>{'there'}</output>
    </QueryClientProvider>,
  );
  return () => asked.mock.calls.length;
}
const banner = () => page.getByRole('status').filter({ hasText: /\S/ });

it('says nothing where all is well', async () => {
  const asked = show({ aheadS: 20, databaseAheadS: 0.4 });
  await expect.element(page.getByText('there')).toBeVisible();
  await expect.poll(asked).toBe(1);
  expect(stage!.element.querySelector('.banner')).toBeNull();
});

it('says that the clocks of server and database differ, by how much, and what to do', async () => {
  show({ faults: ['clock-drift'], databaseAheadS: -7.5 });
  await expect.element(banner().first()).toHaveTextContent('服务器与数据库的时钟相差 7.5 秒');
  expect(stage!.element.querySelector('.banner')!.textContent).toContain('请告知管理员');
  expect(stage!.element.querySelector('.banner button')).toBeNull();
});

it.each([600, -600])('says that our own clock is wrong when the server is %i seconds ahead', async (aheadS) => {
  show({ aheadS });
  await expect.element(banner().first()).toHaveTextContent('本机时钟与服务器相差 10 分钟');
});

it('says that a page over the network is not encrypted, until it is put away', async () => {
  vi.stubGlobal('isSecureContext', false);
  show({});
  await expect.element(banner().first()).toHaveTextContent('此页面没有加密');
  expect(stage!.element.querySelector('.banner')!.textContent).toContain('https://');
  await page.getByRole('button', { name: '知道了' }).click();
  await expect.poll(() => stage!.element.querySelector('.banner')).toBeNull();
});

it('says that the server was started with another sealing key, and whom to tell', async () => {
  show({ faults: ['sealing-key-foreign'] });
  await expect.element(banner().first()).toHaveTextContent('这台服务器的密封密钥与数据库不一致');
  expect(stage!.element.querySelector('.banner')!.textContent).toContain('请告知系统管理员');
});
