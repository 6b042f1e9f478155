import '../../../client/ui/base.css';
import '../../../client/ui/list.css';
import { page, userEvent } from 'vitest/browser';
import { afterEach, expect, it } from 'vitest';
import type { Level } from '#contract/platform';
import { LevelBadge } from '../../../client/ui/level-badge.tsx';
import { ListRow } from '../../../client/ui/list-row.tsx';
import { VirtualList } from '../../../client/ui/virtual-list.tsx';
import { onStage } from '../map/stage.tsx';

let stage: ReturnType<typeof onStage> | undefined;
afterEach(() => stage?.leave());

const items = Array.from({ length: 5000 }, (_none, at) => `事件 ${at + 1}`);

function aList(opened: string[], selectedKey?: string) {
  return (
    <div style={{ display: 'flex', height: 400 }}>
      <VirtualList items={items} keyOf={(item) => item} rowHeight={61} label="未闭环事件" selectedKey={selectedKey}>
        {(item, place) => (
          <ListRow
            place={place}
            marker={<LevelBadge level={2} />}
            title={item}
            where="滨湖区"
            selected={item === selectedKey}
            onOpen={() => opened.push(item)}
          />
        )}
      </VirtualList>
    </div>
  );
}

it('draws a screenful of thousands, and says where each row stands', async () => {
  stage = onStage(aList([]));
  await expect.element(page.getByRole('button').first()).toBeVisible();
  const rows = stage.element.querySelectorAll('li');
  expect(rows.length).toBeLessThan(30);
  expect(rows[1]?.getAttribute('aria-posinset')).toBe('2');
  expect(rows[1]?.getAttribute('aria-setsize')).toBe('5000');
});

it('is walked by J and K from anywhere, and opened by Enter', async () => {
  const opened: string[] = [];
  stage = onStage(aList(opened));
  await expect.element(page.getByRole('list')).toBeVisible();
  await userEvent.keyboard('jjjk{Enter}');
  expect(opened).toEqual(['事件 2']);
  await userEvent.keyboard('{End}{Enter}');
  expect(opened).toEqual(['事件 2', '事件 5000']);
});

it('opens what a key has gone to though the next key comes in the same instant', async () => {
  const opened: string[] = [];
  stage = onStage(aList(opened));
  await expect.element(page.getByRole('list')).toBeVisible();
  const focused = () => document.activeElement as HTMLElement;
  for (const key of ['j', 'End']) focused().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  focused().click();
  expect(opened).toEqual(['事件 5000']);
});

it('brings what is selected elsewhere into sight', async () => {
  stage = onStage(aList([], '事件 2500'));
  const row = page.getByRole('button', { name: /事件 2500/ });
  await expect.element(row).toBeVisible();
  await expect.element(row).toHaveAttribute('aria-current', 'true');
});

it('says every level by shape and name, unknown too', async () => {
  const levels: Level[] = [1, 2, 3, 4, null];
  stage = onStage(levels.map((level) => <LevelBadge key={String(level)} level={level} />));
  for (const name of ['红色Ⅰ级', '橙色Ⅱ级', '黄色Ⅲ级', '蓝色Ⅳ级', '等级未知']) {
    await expect.element(page.getByRole('img', { name })).toBeVisible();
  }
});
