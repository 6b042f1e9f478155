import '../../../client/ui/base.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { page, userEvent } from 'vitest/browser';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { SearchHit } from '#contract/search';
import { SearchBox } from '../../../client/search/search-box.tsx';
import { onStage } from '../map/stage.tsx';

const aHit = (differs: Partial<SearchHit>): SearchHit => ({
  kind: 'places',
  id: 'p1',
  name: '三阳广场',
  code: null,
  where: '梁溪区 崇安寺街道',
  point: [120.297, 31.577],
  matched: 'initials',
  ...differs,
});
const HITS = [
  aHit({}),
  aHit({ kind: 'sites', id: 's1', name: '三阳广场（地铁站）', code: 'WXK-00060' }),
  aHit({ kind: 'sites', id: 's2', name: '<img src=x onerror=alert(1)>' }),
];

let stage: ReturnType<typeof onStage> | undefined;
beforeEach(() => {
  localStorage.clear();
  vi.spyOn(globalThis, 'fetch').mockImplementation((input) => {
    const found = String(input).includes('q=sygc') ? HITS : [];
    return Promise.resolve(new Response(JSON.stringify(found), { headers: { 'content-type': 'application/json' } }));
  });
});
afterEach(() => {
  stage?.leave();
  vi.restoreAllMocks();
});

function open() {
  const chosen: string[] = [];
  stage = onStage(
    <QueryClientProvider client={new QueryClient()}>
      <SearchBox onChoose={({ kind, id }) => chosen.push(`${kind}/${id}`)} />
    </QueryClientProvider>,
  );
  return chosen;
}

it('finds and goes by keys alone, and remembers what was typed', async () => {
  const chosen = open();
  await expect.element(page.getByRole('button', { name: /搜索/ })).toBeVisible();
  await userEvent.keyboard('{Control>}k{/Control}');
  const box = page.getByRole('combobox', { name: '搜索' });
  await expect.element(box).toHaveFocus();
  await userEvent.keyboard('sygc');
  await expect.element(page.getByRole('option').first()).toHaveAttribute('aria-selected', 'true');
  await userEvent.keyboard('{ArrowDown}');
  await expect.element(page.getByRole('option').nth(1)).toHaveAttribute('aria-selected', 'true');
  await userEvent.keyboard('{Enter}');
  expect(chosen).toEqual(['sites/s1']);
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  await userEvent.keyboard('{Control>}k{/Control}');
  await expect.element(page.getByRole('button', { name: 'sygc' })).toBeVisible();
});

it('shows names as text, whatever is in them', async () => {
  open();
  await userEvent.keyboard('{Control>}k{/Control}');
  await userEvent.keyboard('sygc');
  await expect.element(page.getByText('<img src=x onerror=alert(1)>')).toBeVisible();
  expect(document.querySelector('dialog img')).toBeNull();
});

it('says what was not found', async () => {
  open();
  await userEvent.keyboard('{Control>}k{/Control}');
  await userEvent.keyboard('zzzz');
  await expect.element(page.getByText('没有找到“zzzz”。可试试拼音首字母或编码')).toBeVisible();
});
