// An analyst assesses a store of chlorine: chooses the substance, sees the working, is told what is wrong, and finds it in the drawer.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { HazardDetail } from '../../server/hazards/contract.ts';
import { expectSound, openBrowser, PHONE, type WatchedPage } from '../support/browser.ts';
import type { RunningServer } from '../support/server.ts';
import { drawer, lineIs, openStaffPage } from './console.ts';
import { startEmbedded } from './installation.ts';
import { ask } from './report.ts';

let server: RunningServer;
let browser: Browser;
let store: HazardDetail;
let analyst: WatchedPage;

beforeAll(async () => {
  [server, browser] = await Promise.all([startEmbedded(), openBrowser()]);
  const { items } = await ask<{ items: HazardDetail[] }>(server, '/api/hazards?kind=hazardous-chemicals&limit=1000');
  store = items[0]!;
  const [lon, lat] = store.point;
  analyst = await openStaffPage(
    browser,
    server,
    `${server.url}/?panel=hazards&at=${lon},${lat},15&sel=hazards/${store.id}`,
    {
      role: 'analyst',
    },
  );
  await lineIs(analyst.page, '实时').waitFor();
});
afterAll(async () => {
  await browser.close();
  await server.remove();
});

const shown = () => drawer(analyst.page, store.name);
const dialog = () => analyst.page.getByRole('dialog', { name: '风险评估' });
const trial = () => dialog().getByRole('region', { name: '试算结果' });

it('says that the level is only that of the register', async () => {
  await shown().getByText('等级来自登记资料，没有评估记录。').waitFor();
});

it('computes while the form is filled in: 12 t of chlorine and 60 residents are grade 3', async () => {
  await shown().getByRole('button', { name: '评估…' }).click();
  await trial().getByText('填写完整后，这里显示计算过程。').waitFor();
  await dialog().getByLabel('单元名称').fill('液氯储罐区');
  await dialog().getByLabel('物质名称或 CAS 号').fill('7782-50-5');
  await dialog().getByLabel('设计最大量（吨）').fill('12');
  await dialog().getByLabel('500 米内常住人口').fill('60');
  await dialog().getByLabel('采用其他人数的理由').fill('社区入户核查');
  // S = 12 ÷ 5 = 2.4; R = 1.5 × 4 × 2.4 = 14.4.
  await trial().getByText('S = 2.4，R = α × 9.6 = 14.4').waitFor();
  await trial().getByRole('row', { name: '氯（液氯） J3 12 5 2.4 4 9.6' }).waitFor();
  await expectSound(analyst);
});

it('says which field cannot be, and keeps what was typed', async () => {
  analyst.expectLossOfLine(true); // the refused trial is a failed request of the page
  await dialog().getByRole('button', { name: '增加物质' }).click();
  await dialog().getByLabel('物质名称或 CAS 号').nth(1).fill('67-56-1');
  await dialog().getByLabel('设计最大量（吨）').nth(1).fill('-400');
  await trial().getByText('第 1 单元第 2 种物质：数量须为 0 或以上').waitFor();
  await dialog().getByLabel('设计最大量（吨）').nth(1).fill('400');
  analyst.expectLossOfLine(false);
  // 400 t of methanol: S = 2.4 + 0.8 = 3.2; R = 1.5 × (9.6 + 0.8) = 15.6.
  await trial().getByText('S = 3.2，R = α × 10.4 = 15.6').waitFor();
});

it('keeps the assessment, with its basis and when it is due, and the map’s level follows', async () => {
  await dialog().getByLabel('评估依据').fill('2026 年度安全评价报告');
  await dialog().getByRole('button', { name: '保存评估' }).click();
  await shown().getByText('2026 年度安全评价报告').waitFor();
  await shown().getByText('危险化学品重大危险源辨识（GB 18218-2018）').waitFor();
  await shown().getByText('计算过程').click();
  await shown().getByText('S = 3.2，R = α × 10.4 = 15.6').waitFor();
  await shown().getByText('三级重大危险源').first().waitFor();
  expect((await ask<HazardDetail>(server, `/api/hazards/${store.id}`)).level).toBe(3);
  await expectSound(analyst);
});

it('says what is not confirmed of a matrix, and keeps the earlier one', async () => {
  await shown().getByRole('button', { name: '评估…' }).click();
  await dialog().getByLabel('评估方法').selectOption({ label: '风险矩阵' });
  await dialog().getByLabel('可能性').selectOption({ label: '4 很可能' });
  await dialog().getByLabel('严重程度').selectOption({ label: '5 灾难性' });
  await trial()
    .getByText(/^未核实的出处/)
    .waitFor();
  await dialog().getByLabel('评估依据').fill('专家会商');
  await dialog().getByRole('button', { name: '保存评估' }).click();
  await shown().getByText('可能性“很可能” × 严重程度“灾难性”').first().waitFor({ state: 'attached' });
  await shown().getByText('历次评估').waitFor();
});

it('is usable on a phone and in English', async () => {
  const [lon, lat] = store.point;
  const phone = await openStaffPage(
    browser,
    server,
    `${server.url}/?panel=hazards&at=${lon},${lat},15&sel=hazards/${store.id}&lang=en`,
    {
      role: 'analyst',
      viewport: PHONE,
    },
  );
  await phone.page.getByRole('button', { name: 'Assess…' }).click();
  const form = phone.page.getByRole('dialog', { name: 'Risk assessment' });
  await form.getByLabel('Method').selectOption({ label: 'Working conditions (LEC)' });
  await form.getByLabel('Likelihood').selectOption({ label: '3 Unusual but possible' });
  await form.getByLabel('Exposure').selectOption({ label: '6 Daily in working hours' });
  await form.getByLabel('Consequence').selectOption({ label: '7 Serious injury' });
  await form.getByText('D = 126, Substantial').waitFor();
  await expectSound(phone);
});
