import { expect, it } from 'vitest';
import type { Published } from '../../server/portal/contract.ts';
import { plainList, publicPage } from '../../server/portal/plain-page.ts';

const SET: Published = {
  city: {
    code: '320200',
    name: '无锡市',
    nameEn: 'Wuxi',
    demo: false,
    bounds: [119, 31, 121, 32],
    basemap: 'x',
    sources: [],
  },
  changedAt: '2026-07-08T16:05:00.000Z',
  hazards: [
    {
      ...{
        code: 'H',
        name: `<img src=x onerror="alert('1')"> & 厂`,
        address: null,
        county: '梁溪区',
        town: '崇安街道',
      },
      ...{
        point: [120, 31.5],
        demo: false,
        approximate: false,
        class: 'accident',
        kind: 'gas',
        level: 2,
        geometry: null,
      },
      ...{ publishedAt: '2026-07-08T00:00:00.000Z', changedAt: '2026-07-08T00:00:00.000Z' },
    },
  ],
  shelters: [],
  advice: [{ kind: 'gas', name: { zh: '燃气', en: 'Gas' }, steps: [{ zh: '离开', en: 'Leave' }] }],
};

it('shows names as text, whatever stands in them', () => {
  const list = plainList(SET, 'zh');
  expect(list).not.toContain('<img');
  expect(list).toContain('<b>&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; &amp; 厂</b>，燃气，崇安街道');
});

it('says the time of the last change in Shanghai', () => {
  expect(plainList(SET, 'zh')).toContain('2026-07-09 00:05');
});

it('puts the list into the built page, in the language that was asked for', () => {
  const built = '<html lang="zh-CN"><div id="root"><!--plain-list--></div></html>';
  expect(publicPage(built, SET, 'en')).toMatch(/^<html lang="en"><div id="root"><header/);
  expect(publicPage(built, SET, 'en')).toContain('Gas, 崇安街道');
  expect(publicPage(built, undefined, 'zh')).toBe('<html lang="zh-CN"><div id="root"></div></html>');
});

it('puts a name in that looks like a pattern of replacement as it is', () => {
  const [hazard] = SET.hazards;
  expect(publicPage(undefined, { ...SET, hazards: [{ ...hazard!, name: "$' $& $`" }] }, 'zh')).toContain(
    '<b>$&#39; $&amp; $`</b>',
  );
});
