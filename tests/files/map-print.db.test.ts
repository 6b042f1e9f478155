import { afterAll, beforeAll, expect, it } from 'vitest';
import { MAP_SHEETS, type Orientation, type Paper } from '../../server/files/contract.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { aCity, settle } from '../support/builders/city.ts';
import { twoCounties } from '../support/builders/grids.ts';
import { readPaper } from '../support/pdf.ts';
import { aPng } from '../support/png.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ scope: { areas: ['3202'] }, now: '2026-07-08T06:32:00.000Z' });
  const sources = [{ text: '高德行政区划（演示）', licence: '' }];
  await settle(app, twoCounties(), aCity({ demo: true, sources }));
});
afterAll(() => app.close());

const DPI = 150.5;
function aPrint(paper: Paper = 'a4', orientation: Orientation = 'landscape', change: object = {}) {
  const { width, height } = MAP_SHEETS[paper][orientation].map;
  const px = (mm: number) => Math.round((mm / 25.4) * DPI);
  return {
    paper,
    orientation,
    language: 'zh',
    title: '无锡市烽燧风险图 Ⅳ',
    note: '防汛会商用',
    picture: aPng(px(width), px(height)),
    metresPerMm: 50,
    moment: null,
    colours: { ground: '#171c22', ink: '#e9edf1' },
    legend: [{ name: '避难场所', count: '217', symbol: [{ d: 'M3 9h12', stroke: '#d3f1f5' }] }],
    facts: [{ name: '选中对象', value: '青祁隧道北口积水 WX-20260708-0147' }],
    address: 'http://127.0.0.1:8080/?at=120.3,31.57,12&theme=light',
    ...change,
  };
}
const print = (payload: object) => app.inject({ method: 'POST', url: '/api/files/map-print', payload });
const paperOf = async (payload: object) => {
  const answer = await print(payload);
  expect(answer.statusCode).toBe(200);
  expect(answer.headers['content-type']).toContain('application/pdf');
  return readPaper(answer.rawPayload);
};

// ISO 216: A4 is 210 × 297 mm, A3 297 × 420 mm.
it.each([
  ['a4', 'landscape', 297, 210],
  ['a4', 'portrait', 210, 297],
  ['a3', 'landscape', 420, 297],
  ['a3', 'portrait', 297, 420],
] as const)('is a sheet of %s, %s', async (paper, orientation, widthMm, heightMm) => {
  const read = await paperOf(aPrint(paper, orientation));
  expect([read.pages, Math.round(read.widthMm), Math.round(read.heightMm)]).toEqual([1, widthMm, heightMm]);
  expect(read.text).toContain('扫码打开同一视图'); // there was room for everything
});

it('says what the map shows, in letters that the file brings along and that can be searched for', async () => {
  const read = await paperOf(aPrint());
  for (const words of [
    '无锡市烽燧风险图 IV',
    '演示数据',
    '避难场所',
    '217',
    '青祁隧道北口积水',
    '防汛会商用',
    '高德行政区划（演示）',
  ])
    expect(read.text).toContain(words);
  expect(read.text).toContain('2026-07-08 14:32'); // Asia/Shanghai
  expect(read.text).toContain('http://127.0.0.1:8080/?at=120.3,31.57,12');
  expect(read.title).toBe('无锡市烽燧风险图 Ⅳ');
  // 口 is one outline within another, of straight strokes alone; a letter that came out broken is anything else.
  expect(read.letters.get('口')).toEqual({ lines: 2, curved: 0 });
  expect(read.fonts.length).toBeGreaterThan(0);
  expect(read.fonts.filter(({ embedded }) => !embedded)).toEqual([]);
  expect(read.fonts.filter(({ name }) => !/^[A-Z]{6}\+NotoSansSC/.test(name))).toEqual([]); // a subset has a prefix of six letters
});

it('holds the picture at 150 dots an inch or more', async () => {
  const [picture] = (await paperOf(aPrint())).pictures;
  expect(picture!.widthPx / (217 / 25.4)).toBeGreaterThanOrEqual(150);
});

it('draws a scale bar that a ruler confirms', async () => {
  // 50 m to the millimetre is 1:50 000; the longest of 1, 2, 5 × 10ⁿ in 38 mm (1,900 m) is 1 km, which is 20 mm long.
  const read = await paperOf(aPrint());
  expect(read.text).toContain('1 公里');
  expect(read.text).toContain('约 1:50 000');
  const bars = read.paths.filter(({ height, x }) => Math.abs(height - 1.2) < 0.05 && Math.abs(x - 231) < 0.05);
  expect(Math.max(...bars.map(({ width }) => width))).toBeCloseTo(20, 1);
});

it('says which moment of the past it shows', async () => {
  const moment = { at: '2026-07-08T01:00:00.000Z', how: 'known' };
  expect((await paperOf(aPrint('a4', 'portrait', { moment }))).text).toContain('2026-07-08 09:00（当时所知）');
  const cut = { ...moment, how: 'cut' };
  const { text } = await paperOf(aPrint('a4', 'portrait', { moment: cut }));
  expect(text).toContain('2026-07-08 09:00（断线，非当前情况）');
});

it('takes words that look like scripts as the words that they are', async () => {
  const title = '<script>alert(1)</script>)>>endobj';
  expect((await paperOf(aPrint('a4', 'landscape', { title }))).text).toContain(title);
});

const whole = aPrint().picture;
/** The same pixels under a header that says another width. */
function resized(widthPx: number): string {
  const png = Buffer.from(whole, 'base64');
  png.writeUInt32BE(widthPx, 16);
  return png.toString('base64');
}
it.each<[what: string, change: object, code: string, pointer?: string]>([
  ['no picture', { picture: Buffer.from('GIF89a, but not really').toString('base64') }, 'not-a-picture'],
  ['half a picture', { picture: whole.slice(0, whole.length / 2) }, 'not-a-picture'],
  ['another shape', { picture: aPng(1400, 1400) }, 'picture-of-another-shape'],
  ['a coarse one', { picture: aPng(434, 328) }, 'picture-too-coarse'],
  ['a script for an address', { address: 'javascript:alert(1)' }, 'invalid-input'],
  ['no title', { title: '' }, 'invalid-input', '/body/title'],
  ['a blank title', { title: ' \u3000' }, 'invalid-input', '/body/title'],
  ['a picture of nothing', { picture: '' }, 'invalid-input', '/body/picture'],
  ['a picture beyond all paper', { picture: resized(8001) }, 'not-a-picture'],
  ['a sheet of no size that is known', { paper: 'a0' }, 'invalid-input', '/body/paper'],
  ['no scale', { metresPerMm: 0 }, 'invalid-input', '/body/metresPerMm'],
  ['a moment that is none', { moment: { at: 'yesterday', how: 'known' } }, 'invalid-input', '/body/moment/at'],
  ['a path that is none', { legend: [{ name: 'x', count: '1', symbol: [{ d: 'url(#x)' }] }] }, 'invalid-input'],
])('refuses %s', async (_what, change, code, pointer) => {
  const answer = await print(aPrint('a4', 'landscape', change));
  expect(answer.headers['content-type']).toContain('application/problem+json');
  expect(answer.json()).toMatchObject({
    status: 422,
    type: `/problems/${code}`,
    ...(pointer !== undefined && { errors: expect.arrayContaining([expect.objectContaining({ pointer })]) }),
  });
});

it('refuses a body larger than any sheet by what its head says, before it is read', async () => {
  const headers = { 'content-type': 'application/json', 'content-length': String(43 * 1024 * 1024) };
  const answer = await app.inject({ method: 'POST', url: '/api/files/map-print', headers, payload: '{}' });
  expect(answer.json()).toMatchObject({ status: 413, type: '/problems/too-large' });
});

it('prints an address as it is, even one that nothing can decode', async () => {
  const address = 'http://127.0.0.1:8080/?at=120.3,31.57,12&sel=sites/%ff';
  expect((await paperOf(aPrint('a4', 'landscape', { address }))).text).toContain(address);
});

it('refuses a picture that unpacks to more than it says', async () => {
  const large = Buffer.from(aPng(1286, 1944), 'base64');
  large.writeUInt32BE(972, 20); // the header now says half its height
  const answer = await print(aPrint('a4', 'landscape', { picture: large.toString('base64') }));
  expect(answer.json()).toMatchObject({ type: '/problems/not-a-picture' });
});

it('prints for staff alone', async () => {
  const asPublic = app.as({ role: 'public' });
  expect((await asPublic.inject({ method: 'POST', url: '/api/files/map-print', payload: aPrint() })).statusCode).toBe(
    401,
  );
});
