// Shelters, made up: parks, school grounds and sports halls, sized as GB/T 44013-2024 counts (effective area a person).
import type { ShelterRecord } from '../pack/records.ts';
import { randomFrom } from '../partition/random.ts';
import type { GenerateInput } from './generators.ts';
import { spotsIn } from './spots.ts';

/** Effective square metres a person: emergency, short-term, long-term. */
const AREA_A_PERSON = { emergency: 1, 'short-term': 2, 'long-term': 4 } as const;

const RECIPES = [
  { kind: 'emergency', indoor: false, share: 46, names: ['公园', '广场', '绿地', '体育公园'], areaM2: [1500, 12_000] },
  { kind: 'short-term', indoor: false, share: 18, names: ['中学操场', '小学操场', '文化广场'], areaM2: [4000, 16_000] },
  { kind: 'short-term', indoor: true, share: 22, names: ['中学体育馆', '社区中心', '文体中心'], areaM2: [600, 4000] },
  {
    kind: 'long-term',
    indoor: true,
    share: 14,
    names: ['体育馆', '综合应急避难场所', '会展馆'],
    areaM2: [4000, 24_000],
  },
] as const;

/** One in forty cannot be used; none is open. */
export function makeShelters(input: GenerateInput): ShelterRecord[] {
  const random = randomFrom(input.seed, 'shelters');
  const draw = spotsIn(input, random);
  const serials = new Map<string, number>();
  return Array.from({ length: input.count }, (): ShelterRecord => {
    let at = random.next() * 100;
    const recipe = RECIPES.find(({ share }) => (at -= share) < 0) ?? RECIPES[0];
    const spot = draw('people');
    const serial = (serials.get(spot.countyPath) ?? 0) + 1;
    serials.set(spot.countyPath, serial);
    const [least, most] = recipe.areaM2;
    const areaM2 = Math.round((least + (most - least) * random.next() ** 2) / 10) * 10;
    return {
      code: `WXB-${spot.countyPath}-${String(serial).padStart(4, '0')}`,
      name: `${spot.village.replace(/(社区|村)?(居民委员会|村民委员会|居委会|村委会|委员会)$/, '')}${random.pick(recipe.names)}`,
      kind: recipe.kind,
      state: random.next() < 0.025 ? 'unavailable' : 'ready',
      capacityPersons: Math.floor(areaM2 / AREA_A_PERSON[recipe.kind]),
      areaM2,
      indoor: recipe.indoor,
      address: spot.address,
      manager: spot.town,
      point: spot.point,
      demo: true,
      approximate: true,
      source: 'generated',
      published: true,
    };
  });
}
