import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { page } from 'vitest/browser';
import { afterEach, expect, it, vi } from 'vitest';
import { momentKey, pathAt, showMoment } from '../../../client/platform/moment.ts';
import { getJson } from '../../../client/platform/http.ts';
import { useQueryAt } from '../../../client/platform/query-at.ts';
import { onStage } from '../map/stage.tsx';

/** A server that answers when it is told to. */
function slowServer() {
  const waiting: { url: string; answer: () => void }[] = [];
  const asked: string[] = [];
  let most = 0;
  vi.spyOn(globalThis, 'fetch').mockImplementation((input) => {
    const url = String(input);
    asked.push(url);
    return new Promise((resolve) => {
      const body = JSON.stringify(url);
      const answer = () => {
        waiting.splice(waiting.indexOf(entry), 1);
        resolve(new Response(body, { headers: { 'content-type': 'application/json' } }));
      };
      const entry = { url, answer };
      waiting.push(entry);
      most = Math.max(most, waiting.length);
    });
  });
  return { waiting, asked, most: () => most };
}

function Shown() {
  const { data } = useQueryAt<string>((moment) => ({
    queryKey: ['shown', momentKey(moment)],
    queryFn: ({ signal }) => getJson<string>(pathAt('/api/things', moment), signal),
    placeholderData: (before) => before,
  }));
  return <output>{data ?? 'nothing'}</output>;
}

const MINUTE = 60_000;
const START = Date.parse('2020-07-08T02:00:00Z');
const at = (minute: number) => new Date(START + minute * MINUTE).toISOString();
const past = (minute: number) => showMoment({ at: START + minute * MINUTE, how: 'known' });

let stage: ReturnType<typeof onStage> | undefined;
afterEach(() => {
  stage?.leave();
  showMoment(undefined);
  vi.restoreAllMocks();
});

function open() {
  const server = slowServer();
  stage = onStage(
    <QueryClientProvider client={new QueryClient()}>
      <Shown />
    </QueryClientProvider>,
  );
  return server;
}

it('has one question on its way however fast the moment moves, skips what was passed, and ends at the latest', async () => {
  past(0);
  const server = open();
  await expect.poll(() => server.waiting.length).toBe(1);
  for (let minute = 1; minute <= 40; minute += 1) past(minute);
  expect(server.waiting.map(({ url }) => url)).toEqual([`/api/things?asKnownAt=${at(0)}`]);
  server.waiting[0]!.answer();
  await expect.poll(() => server.waiting[0]?.url).toBe(`/api/things?asKnownAt=${at(40)}`);
  // What was answered on the way is shown until the latest is here: nothing blinks.
  await expect.element(page.getByRole('status')).toHaveTextContent(at(0));
  server.waiting[0]!.answer();
  await expect.element(page.getByRole('status')).toHaveTextContent(at(40));
  expect(server.asked).toHaveLength(2);
  expect(server.most()).toBe(1);
});

it('does not wait for the past to come back to now', async () => {
  past(0);
  const server = open();
  await expect.poll(() => server.waiting.length).toBe(1);
  showMoment(undefined);
  await expect.poll(() => server.asked.at(-1)).toBe('/api/things');
  server.waiting.find(({ url }) => url === '/api/things')!.answer();
  await expect.element(page.getByRole('status')).toHaveTextContent('/api/things');
});
