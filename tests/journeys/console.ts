// The console as a person meets it: what is written, what can be pressed, where the map is.
import type { Browser, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { PostRole } from '../../server/identity/contract.ts';
import { signIn } from '../support/accounts.ts';
import { openPage, type PageOptions, type WatchedPage } from '../support/browser.ts';
import type { RunningServer } from '../support/server.ts';

interface StaffPageOptions extends Omit<PageOptions, 'as'> {
  readonly role?: PostRole;
}

/** A page of somebody who is signed in, a manager unless said otherwise; pages of one role share a session. */
export async function openStaffPage(
  browser: Browser,
  server: RunningServer,
  url: string = server.url,
  { role = 'manager', ...options }: StaffPageOptions = {},
): Promise<WatchedPage> {
  return openPage(browser, url, { ...options, as: await signIn(server, role) });
}

/** Waits until the map says that it draws these layers and that nothing is on its way. */
export async function mapDraws(page: Page, layers: readonly string[]): Promise<void> {
  const map = page.locator('.map-ground');
  await expect
    .poll(async () => (await map.getAttribute('data-drawn-layers'))?.split(' '), PATIENCE)
    .toEqual(expect.arrayContaining([...layers]));
  await expect.poll(() => map.getAttribute('data-map-idle'), PATIENCE).toBe('true');
}

/** A condition may take as long as the machine needs: the test's own time limit is the wall. */
export const PATIENCE = { timeout: 60_000, interval: 50 };

export const incidentList = (page: Page): Locator => page.getByRole('region', { name: '未闭环事件' });
export const incidentRow = (page: Page, title: string): Locator =>
  incidentList(page).getByRole('button').filter({ hasText: title });
export const drawer = (page: Page, name: string | RegExp): Locator => page.getByRole('region', { name });
export const lineIs = (page: Page, words: string | RegExp): Locator =>
  page.getByRole('status').filter({ hasText: words });

/** The figure beside the title of the open list; undefined where there is none. */
export async function listTotal(page: Page): Promise<number | undefined> {
  const count = page.locator('.list-panel h2 .count');
  return (await count.count()) === 0 ? undefined : figure(await count.innerText());
}

/** The legend as read aloud: name of the layer → how many in view. */
export async function legend(page: Page): Promise<Record<string, number>> {
  const labels = await page.locator('.legend-row').evaluateAll((rows) => rows.map((row) => row.textContent ?? ''));
  const rows = labels.flatMap((label) => {
    const [, name, count] = /^(.+?)：视野内 ([\d,]+)，/.exec(label) ?? [];
    return name && count ? [[name, figure(count)] as const] : [];
  });
  return Object.fromEntries(rows);
}

const figure = (text: string) => Number(text.replaceAll(',', ''));

/** Opens the search box by its keys and types. */
export async function searchFor(page: Page, words: string): Promise<Locator> {
  const dialog = page.getByRole('dialog', { name: '搜索' });
  // A page that has just come may not listen to its keys yet.
  const opened = async () => {
    if (!(await dialog.isVisible())) await page.keyboard.press('Control+k');
    return dialog.isVisible();
  };
  await expect.poll(opened, PATIENCE).toBe(true);
  await dialog.getByRole('combobox').fill(words);
  return dialog;
}

/** The address's selection: `kind/id`. */
export const selectionOf = (page: Page): string | null => new URL(page.url()).searchParams.get('sel');
