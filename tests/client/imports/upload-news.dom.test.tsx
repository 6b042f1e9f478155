import { page, userEvent } from 'vitest/browser';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ImportsPanel } from '../../../client/imports/imports-panel.tsx';
import { UploadNews } from '../../../client/imports/upload-news.tsx';
import { useUpload } from '../../../client/imports/use-upload.ts';
import { useChangeUrl, useSelection, useUrlState } from '../../../client/platform/url.tsx';
import { ToastRegion } from '../../../client/ui/toasts.tsx';
import { anImport, aServer, ID, inConsole } from './house.tsx';

/** A slow line: what is sent arrives when the test says so. */
class SlowLine {
  static last: SlowLine;
  readonly upload: { onprogress?: (sent: { loaded: number; total: number }) => void } = {};
  status = 0;
  statusText = '';
  responseText = '';
  onload = () => {};
  onerror = () => {};
  onabort = () => {};
  constructor() {
    SlowLine.last = this;
  }
  open() {}
  setRequestHeader() {}
  send() {}
  abort() {
    this.onabort();
  }
  arrive() {
    Object.assign(this, { status: 201, responseText: JSON.stringify(anImport()) });
    this.onload();
  }
}

let stage: ReturnType<typeof inConsole> | undefined;
beforeEach(() => {
  aServer(anImport());
  vi.stubGlobal('XMLHttpRequest', SlowLine);
});
afterEach(() => {
  stage?.leave();
  useUpload.setState(useUpload.getInitialState(), true);
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** The list, a drawer of something else, and the words that come and go. */
function Console() {
  const panel = useUrlState((state) => state.panel);
  const { selection, select } = useSelection();
  const change = useChangeUrl();
  return (
    <>
      <button onClick={() => change({ panel: panel ? undefined : 'imports' })}>列表</button>
      <button onClick={() => select({ kind: 'sites', id: 's1' })}>场所</button>
      {panel && <ImportsPanel onClose={() => change({ panel: undefined })} />}
      <output aria-label="所选">{selection ? `${selection.kind}/${selection.id}` : '无'}</output>
      <ToastRegion />
      <UploadNews onOpen={() => change({ panel: 'imports' })} />
    </>
  );
}

const press = (name: string) => userEvent.click(page.getByRole('button', { name, exact: true }));
const chosen = () => page.getByLabelText('所选');
const sending = () => page.getByText('正在上传 场所.csv · 40%');

/** A file that is on its way, two fifths of it sent. */
async function begin() {
  stage = inConsole(() => <Console />, '?panel=imports');
  await expect.element(page.getByRole('button', { name: '选择文件' })).toBeVisible();
  await userEvent.upload(
    page.elementLocator(document.querySelector('input[type=file]')!),
    new File(['a,b'], '场所.csv'),
  );
  SlowLine.last.upload.onprogress!({ loaded: 40, total: 100 });
  await expect.element(sending()).toBeVisible();
}

it('opens what arrived beside its list', async () => {
  await begin();
  SlowLine.last.arrive();
  await expect.element(chosen()).toHaveTextContent(`imports/${ID}`);
});

it('goes on while the list is closed, shows itself when it is opened, and can be stopped there', async () => {
  await begin();
  await press('列表');
  await expect.element(sending()).not.toBeInTheDocument();
  SlowLine.last.upload.onprogress!({ loaded: 60, total: 100 });
  await press('列表');
  await expect.element(page.getByText('正在上传 场所.csv · 60%')).toBeVisible();
  await press('取消');
  await expect.element(page.getByText(/^正在上传/)).not.toBeInTheDocument();
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
});

it.each([
  ['the list is closed', '列表', '无'],
  ['something else was opened beside it', '场所', 'sites/s1'],
])('leaves open what is open where %s, and offers what arrived', async (_where, step, open) => {
  await begin();
  await press(step);
  await expect.element(chosen()).toHaveTextContent(open);
  SlowLine.last.arrive();
  await expect.element(page.getByText('场所.csv 已上传，尚未导入。')).toBeVisible();
  await expect.element(chosen()).toHaveTextContent(open);
  await press('打开');
  await expect.element(chosen()).toHaveTextContent(`imports/${ID}`);
});

it('tells what did not arrive, also to whoever has closed the list, and keeps it there', async () => {
  await begin();
  await press('列表');
  SlowLine.last.onerror();
  await expect.element(page.getByText(/^场所.csv 未能上传：/)).toBeVisible();
  await press('打开');
  await expect.element(page.getByRole('alert')).toHaveTextContent(/^场所.csv 未能上传：/);
});
