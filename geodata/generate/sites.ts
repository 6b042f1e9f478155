// Key sites, made up: schools, surgeries and the like where people live.
import type { SiteRecord } from '../pack/records.ts';
import { randomFrom } from '../partition/random.ts';
import type { GenerateInput } from './generators.ts';
import { ESTATE_FIRST } from './names.ts';
import { spotsIn } from './spots.ts';

/** Kind, how many of a thousand, and what the name ends in. */
const RECIPES: readonly (readonly [SiteRecord['kind'], number, readonly string[]])[] = [
  ['kindergarten', 210, ['幼儿园', '中心幼儿园']],
  ['primary-school', 110, ['小学', '实验小学', '中心小学']],
  ['secondary-school', 80, ['中学', '初级中学', '实验学校']],
  ['clinic', 140, ['社区卫生服务站', '社区卫生服务中心']],
  ['hospital', 25, ['医院']],
  ['care-home', 60, ['养老院', '护理院', '日间照料中心']],
  ['market', 70, ['农贸市场']],
  ['mall', 30, ['商业广场', '购物中心']],
  ['hotel', 40, ['宾馆']],
  ['bank', 60, ['农商银行支行']],
  ['bus-station', 35, ['公交首末站']],
  ['park', 40, ['公园', '游园']],
  ['petrol-station', 25, ['加油站']],
  ['government', 20, ['便民服务中心']],
  ['police', 15, ['警务站']],
  ['fire-station', 12, ['小型消防站']],
  ['stadium', 10, ['体育中心']],
  ['cinema', 8, ['影城']],
  ['utility', 10, ['泵站', '变电所', '自来水加压站']],
];

const TOTAL = RECIPES.reduce((sum, [, share]) => sum + share, 0);

export function makeSites(input: GenerateInput): SiteRecord[] {
  const random = randomFrom(input.seed, 'sites');
  const draw = spotsIn(input, random);
  return Array.from({ length: input.count }, (_, index): SiteRecord => {
    let at = random.next() * TOTAL;
    const [kind, , endings] = RECIPES.find(([, share]) => (at -= share) < 0) ?? RECIPES[0]!;
    const spot = draw('people');
    const place = spot.village.replace(/(社区|村)?(居民委员会|村民委员会|居委会|村委会|委员会)$/, '');
    return {
      code: `WXS-${String(index + 1).padStart(5, '0')}`,
      name: (random.next() < 0.75 ? place : random.pick(ESTATE_FIRST)) + random.pick(endings),
      kind,
      address: spot.address,
      manager: null,
      point: spot.point,
      demo: true,
      approximate: true,
      source: 'generated',
    };
  });
}
