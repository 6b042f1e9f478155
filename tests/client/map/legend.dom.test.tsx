import { page, userEvent } from 'vitest/browser';
import { afterEach, expect, it } from 'vitest';
import { Legend, type LegendRow } from '../../../client/ui/legend.tsx';
import { onStage } from './stage.tsx';

const aRow = (change: Partial<LegendRow> = {}): LegendRow => ({
  key: 'grids',
  name: '网格',
  symbol: null,
  count: 9412,
  dataAt: new Date(Date.now() - 4 * 86_400_000).toISOString(),
  visible: true,
  ...change,
});

let stage: ReturnType<typeof onStage> | undefined;
afterEach(() => stage?.leave());

it('is the switch of the layers, by mouse and by keyboard', async () => {
  const toggled: string[] = [];
  const rows = [aRow(), aRow({ key: 'sites', name: '重点场所', visible: false })];
  stage = onStage(<Legend rows={rows} onToggle={(key) => toggled.push(key)} folded={false} onFold={() => {}} />);
  const grids = page.getByRole('button', { name: /^网格 ?： ?视野内 9,412 ?， ?数据时间 4 天$/ });
  await expect.element(grids).toHaveAttribute('aria-pressed', 'true');
  await grids.click();
  await userEvent.keyboard('{Tab}{Enter}');
  expect(toggled).toEqual(['grids', 'sites']);
});

it('keeps the count of a hidden layer', async () => {
  stage = onStage(<Legend rows={[aRow({ visible: false })]} onToggle={() => {}} folded={false} onFold={() => {}} />);
  const row = page.getByRole('button', { name: /网格/ });
  await expect.element(row).toHaveAttribute('aria-pressed', 'false');
  await expect.element(row).toHaveTextContent('9,412');
});

it('says since when a layer is not known, instead of an age', async () => {
  const dataAt = new Date(Date.now() - 60_000).toISOString();
  const time = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Asia/Shanghai',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(dataAt));
  stage = onStage(
    <Legend rows={[aRow({ dataAt, stale: true })]} onToggle={() => {}} folded={false} onFold={() => {}} />,
  );
  const row = page.getByRole('button', { name: /网格/ });
  await expect.element(row).toHaveAttribute('data-stale', 'true');
  await expect.element(row).toHaveTextContent(time);
});

it('says that nothing was ever loaded, and does not count what is not known', async () => {
  stage = onStage(
    <Legend rows={[aRow({ dataAt: null, count: undefined })]} onToggle={() => {}} folded={false} onFold={() => {}} />,
  );
  await expect.element(page.getByRole('button', { name: /^网格 ?： ?视野内 – ?， ?数据时间 无数据$/ })).toBeVisible();
});

it('folds to its title', async () => {
  const folds: boolean[] = [];
  const legend = (folded: boolean) => (
    <Legend rows={[aRow()]} onToggle={() => {}} folded={folded} onFold={(now) => folds.push(now)} />
  );
  stage = onStage(legend(false));
  await page.getByRole('button', { name: '收起图例' }).click();
  expect(folds).toEqual([true]);
  stage.show(legend(true));
  await expect.element(page.getByRole('button', { name: '展开图例' })).toHaveAttribute('aria-expanded', 'false');
  expect(page.getByRole('button', { name: /网格/ }).query()).toBeNull();
});
