// Photos for a note: each is sent when it is chosen, a refused one says why, and the note names those that have arrived.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { page, userEvent } from 'vitest/browser';
import { afterEach, expect, it, vi } from 'vitest';
import type { IncidentDetail } from '#contract/incidents';
import { TextActDialog } from '../../../client/incidents/text-act-dialog.tsx';
import { onStage } from '../map/stage.tsx';
import { anIncident } from './an-incident.ts';

let stage: ReturnType<typeof onStage> | undefined;
afterEach(() => {
  stage?.leave();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const ARRIVED = '11111111-1111-4111-8111-111111111111';
/** A server that takes what is called .jpg and refuses the rest. */
class Uploading extends EventTarget {
  static asked: string[] = [];
  upload = {};
  status = 0;
  responseText = '';
  onload = () => {};
  #path = '';
  open(_method: string, path: string) {
    this.#path = path;
  }
  setRequestHeader() {}
  abort() {}
  send(file: File) {
    Uploading.asked.push(this.#path);
    const isPhoto = file.name.endsWith('.jpg');
    this.status = isPhoto ? 201 : 415;
    this.responseText = isPhoto
      ? JSON.stringify({ id: ARRIVED, widthPx: 10, heightPx: 10 })
      : JSON.stringify({ type: '/problems/photo-kind', title: '', status: 415, instance: '' });
    queueMicrotask(() => this.onload());
  }
}

it('sends each photo at once, says why one is refused, and notes those that have arrived', async () => {
  vi.stubGlobal('XMLHttpRequest', Uploading);
  const sent: unknown[] = [];
  vi.spyOn(globalThis, 'fetch').mockImplementation((_input, init) => {
    sent.push(JSON.parse(String(init?.body)));
    return Promise.resolve(new Response('{}', { headers: { 'content-type': 'application/json' } }));
  });
  const incident: IncidentDetail = { ...anIncident(), entries: [], acts: ['note'], duplicateOfNumber: null } as never;
  stage = onStage(
    <QueryClientProvider client={new QueryClient()}>
      <TextActDialog act="note" incident={incident} onClose={() => {}} />
    </QueryClientProvider>,
  );
  await userEvent.fill(page.getByRole('textbox'), '现场照片');
  const input = stage.element.ownerDocument.querySelector<HTMLInputElement>('input[type=file]')!;
  await userEvent.upload(input, [new File(['x'], 'spot.jpg'), new File(['y'], 'page.html')]);
  await expect.element(page.getByAltText('spot.jpg')).toBeInTheDocument();
  await expect.element(page.getByRole('alert')).toHaveTextContent('只收照片');
  expect(Uploading.asked).toEqual(Array(2).fill('/api/files/photos?divisionPath=320211004001'));
  await page.getByRole('button', { name: '移除 page.html' }).click();
  await expect.poll(() => document.querySelector('[role=alert]')).toBeNull();
  await page.getByRole('button', { name: '加注' }).click();
  await expect.poll(() => sent).toEqual([{ text: '现场照片', photos: [ARRIVED] }]);
});
