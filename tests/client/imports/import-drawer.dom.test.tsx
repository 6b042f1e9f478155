import { page, userEvent } from 'vitest/browser';
import { useState } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import type { Import } from '#contract/imports';
import { ImportDrawer } from '../../../client/imports/import-drawer.tsx';
import { forgetDraft } from '../../../client/imports/use-draft.ts';
import { useImports } from '../../../client/imports/use-imports.ts';
import { anImport, aServer, checkedImport, ID, inConsole } from './house.tsx';

let stage: ReturnType<typeof inConsole> | undefined;
afterEach(() => {
  stage?.leave();
  forgetDraft(ID);
  vi.restoreAllMocks();
});

/** The drawer, a way to leave it and to come back, and a way to hear what the server knows by now. */
function Console() {
  const [open, setOpen] = useState(true);
  const { retry } = useImports();
  return (
    <>
      <button onClick={() => setOpen(!open)}>换</button>
      <button onClick={retry}>听</button>
      {open && <ImportDrawer id={ID} onClose={() => setOpen(false)} />}
    </>
  );
}

async function open(found: Import) {
  const server = aServer(found);
  stage = inConsole(() => <Console />);
  await press('听');
  await expect.element(page.getByRole('heading', { name: '场所.csv' })).toBeVisible();
  await expect.element(system()).toBeInTheDocument();
  return server;
}

const press = (name: string) => userEvent.click(page.getByRole('button', { name, exact: true }).first());
const system = () => page.getByLabelText('坐标系', { exact: true });
const nameColumn = () => page.getByLabelText(/^名称/);
const write = () => page.getByRole('button', { name: '写入 2 行' });
const changed = () => page.getByText('已更改，请重新核对');

it.each<[string, () => Promise<void>, () => Promise<void>]>([
  ['the system', () => system().selectOptions('wgs84'), () => system().selectOptions('gcj02')],
  ['a column', () => nameColumn().selectOptions('别名'), () => nameColumn().selectOptions('column 名称')],
  ['the order', () => page.getByLabelText(/^纬度写在前面/).click(), () => page.getByLabelText(/^纬度写在前面/).click()],
  [
    'how exact it is',
    () => page.getByLabelText(/^位置只精确/).click(),
    () => page.getByLabelText(/^位置只精确/).click(),
  ],
])('writes only what the screen shows: not once %s is another than was checked', async (_what, change, back) => {
  await open(checkedImport());
  await expect.element(write()).toBeEnabled();
  await expect.element(changed()).not.toBeInTheDocument();
  await change();
  await expect.element(write()).toBeDisabled();
  await expect.element(changed()).toBeVisible();
  await back();
  await expect.element(write()).toBeEnabled();
  await expect.element(changed()).not.toBeInTheDocument();
});

it('knows what was checked in a system whose name the server writes small, and offers it once', async () => {
  await open(checkedImport({ crs: 'epsg:4549' }));
  await expect.element(write()).toBeEnabled();
  const options = [...(system().element() as HTMLSelectElement).options].map(({ value }) => value.toLowerCase());
  expect(options.filter((value) => value === 'epsg:4549')).toHaveLength(1);
});

it('takes the guess whole: where only the order of the two differs, it turns them', async () => {
  const { inspection } = anImport();
  await open(anImport({}, { crs: { ...inspection.crs!, swapped: true } }));
  const turned = page.getByLabelText(/^纬度写在前面/);
  await expect.element(turned).not.toBeChecked();
  await press('改用 GCJ-02（高德、腾讯）');
  await expect.element(turned).toBeChecked();
  await expect.element(page.getByRole('button', { name: /^改用/ })).not.toBeInTheDocument();
});

it('keeps what was chosen while something else is looked at, until a check has taken it', async () => {
  const server = await open(anImport());
  await nameColumn().selectOptions('别名');
  await system().selectOptions('wgs84');
  await press('换');
  await expect.element(system()).not.toBeInTheDocument();
  await press('换');
  await expect.element(nameColumn()).toHaveValue('column 别名');
  await expect.element(system()).toHaveValue('wgs84');

  await press('核对全部行');
  const mapping = { ...anImport().inspection.mapping, columns: { name: '别名' } };
  expect(server.ordered).toEqual([
    { path: `/api/imports/${ID}/check`, body: { mapping, crs: 'wgs84', approximate: false } },
  ]);
  server.now = checkedImport({ mapping, crs: 'wgs84' });
  await press('听');
  await expect.element(write()).toBeEnabled();
  // Taken: a check that somebody else orders shows what it was ordered with.
  server.now = checkedImport();
  await press('听');
  await expect.element(nameColumn()).toHaveValue('column 名称');
  await expect.element(system()).toHaveValue('gcj02');
});

it('begins anew with a file that is read otherwise', async () => {
  const server = await open(anImport());
  await system().selectOptions('wgs84');
  server.now = anImport({}, { reading: { ...anImport().inspection.reading, encoding: 'gb18030' } });
  await press('听');
  await expect.element(page.getByLabelText('文字编码')).toHaveValue('gb18030');
  await expect.element(system()).toHaveValue('gcj02');
});
