import { page, userEvent } from 'vitest/browser';
import { afterEach, expect, it } from 'vitest';
import { IncidentLayer } from '../../../client/incidents/incident-layer.tsx';
import { aMap, anIncident, onStage, untilDrawn } from './stage.tsx';

const NONE: ReadonlySet<string> = new Set();
let stage: ReturnType<typeof onStage> | undefined;
afterEach(() => stage?.leave());

const pointer = (type: string, x: number, y: number, more: MouseEventInit = {}) =>
  stage!.element
    .querySelector('.maplibregl-canvas')!
    .dispatchEvent(new MouseEvent(type, { bubbles: true, clientX: x, clientY: y, ...more }));
const click = (x: number, y: number) => ['mousedown', 'mouseup', 'click'].forEach((type) => pointer(type, x, y));

it('draws the pins and selects the one that is clicked', async () => {
  const { told, canvas } = aMap({ children: <IncidentLayer incidents={[anIncident()]} newIds={NONE} /> });
  stage = onStage(canvas());
  await untilDrawn(stage.element, 'incidents');
  click(400, 300);
  expect(told.chosen).toEqual([{ kind: 'incidents', id: anIncident().id }]);
  click(100, 100);
  expect(told.chosen.at(-1)).toBeUndefined();
});

it('shows names as text: markup in a title stays what was typed', async () => {
  const title = '<img src=x onerror="window.ran=true"><script>window.ran=true</script>';
  const { canvas } = aMap({
    children: <IncidentLayer incidents={[anIncident({ title })]} newIds={NONE} />,
    selected: { kind: 'incidents', id: anIncident().id, point: anIncident().point, name: title, note: title },
  });
  stage = onStage(canvas());
  await untilDrawn(stage.element, 'incidents');
  pointer('mousemove', 400, 300);
  await expect.poll(() => stage!.element.querySelector('.map-tip b')?.textContent).toBe(title);
  expect(stage.element.querySelector('.map-tag b')?.textContent).toBe(title);
  expect(stage.element.querySelectorAll('.map-canvas img, .map-canvas script')).toHaveLength(0);
  expect(window).not.toHaveProperty('ran');
});

it('asks about a place by right click, and by the menu key about the middle', async () => {
  const { told, canvas } = aMap();
  stage = onStage(canvas());
  await expect.poll(() => told.handle).toBeDefined();
  for (const type of ['mousedown', 'contextmenu', 'mouseup']) pointer(type, 400, 300, { button: 2 });
  await expect.poll(() => told.asked).toHaveLength(1);
  stage.element.querySelector<HTMLElement>('.maplibregl-canvas')!.focus();
  await userEvent.keyboard('{Shift>}{F10}{/Shift}');
  await expect.poll(() => told.asked.length).toBe(2);
  const [lon, lat] = told.asked.at(-1) as [number, number];
  expect(lon).toBeCloseTo(120.3, 4);
  expect(lat).toBeCloseTo(31.57, 4);
});

it('has every layer again after its WebGL contexts were lost, and says meanwhile that nothing is drawn', async () => {
  const { canvas } = aMap({ children: <IncidentLayer incidents={[anIncident()]} newIds={NONE} /> });
  stage = onStage(canvas());
  await untilDrawn(stage.element, 'incidents');
  const contexts = [...stage.element.querySelectorAll('canvas')].map((one) =>
    one.getContext('webgl2')!.getExtension('WEBGL_lose_context')!,
  );
  expect(contexts).toHaveLength(2);
  const lost = new Promise((resolve) =>
    document.addEventListener('webglcontextlost', resolve, { capture: true, once: true }),
  );
  contexts.forEach((context) => context.loseContext());
  await lost;
  await untilDrawn(stage.element, '');
  // Only the basemap's context is given back, as browsers do: the overlay has to be made anew.
  contexts[0]!.restoreContext();
  await untilDrawn(stage.element, 'incidents');
});

it('keeps what is selected out of the furniture, and leaves it where it is seen already', async () => {
  const { told, canvas } = aMap();
  const padding = { top: 0, right: 0, bottom: 0, left: 368 };
  stage = onStage(canvas({ padding }));
  await expect.poll(() => told.handle).toBeDefined();
  const { map } = told.handle!;
  const hidden = map.unproject([100, 300]);
  stage.show(canvas({ padding, selected: { kind: 'sites', id: 'a', point: [hidden.lng, hidden.lat], name: '甲' } }));
  const arrival = () => ({ x: Math.round(map.project(hidden).x), moving: map.isMoving() });
  await expect.poll(arrival, { timeout: 5000 }).toEqual({ x: 584, moving: false });
  const seen = map.unproject([500, 200]);
  const before = map.getCenter().toArray();
  stage.show(canvas({ padding, selected: { kind: 'sites', id: 'b', point: [seen.lng, seen.lat], name: '乙' } }));
  await expect.poll(() => stage!.element.querySelector('.map-tag b')?.textContent).toBe('乙');
  expect(map.getCenter().toArray()).toEqual(before);
});

it('names its canvas and its buttons, and leaves nothing behind when it goes', async () => {
  const { told, canvas } = aMap();
  stage = onStage(canvas());
  await expect.poll(() => told.handle).toBeDefined();
  await expect.element(page.getByRole('button', { name: '放大' })).toBeVisible();
  await expect.element(page.getByRole('button', { name: '缩小' })).toBeVisible();
  await expect.element(page.getByRole('region', { name: '无锡市地图' })).toBeInTheDocument();
  await page.getByRole('button', { name: '底图与数据来源' }).click();
  await expect.element(page.getByText('演示数据')).toBeVisible();
  stage.leave();
  expect(document.querySelectorAll('canvas')).toHaveLength(0);
});
