// Registered hazard sources and areas, made up: kinds in the proportions of an industrial city on a lake.
import type { HazardRecord } from '../pack/records.ts';
import { randomFrom, type Random } from '../partition/random.ts';
import { roundDegrees } from '../space/round.ts';
import type { Geometry, Position } from '../space/geometry.ts';
import type { GenerateInput } from './generators.ts';
import { ESTATE_FIRST, ESTATE_SECOND, FIRM_FIRST, FIRM_SECOND } from './names.ts';
import { spotsIn, type Spot } from './spots.ts';

interface Recipe {
  kind: HazardRecord['kind'];
  class: HazardRecord['class'];
  /** How many of a hundred. */
  share: number;
  lean: 'people' | 'land';
  /** Chance of each level, red first; what is left is not yet assessed. */
  levels: readonly [number, number, number, number];
  /** Half the width of the area in metres; 0 is a point. */
  reachM: number;
  name(spot: Spot, random: Random): string;
  unit(spot: Spot, name: string): string;
}

const firm = (random: Random) => random.pick(FIRM_FIRST) + random.pick(FIRM_SECOND);
const townOf = ({ town }: Spot) => town.replace(/(街道|镇|乡)$/, '');
const itself = (_: Spot, name: string) => name.replace(/(储罐区|涂装车间|锅炉房|调压站)$/, '');
const office = ({ town }: Spot) => `${town}应急管理办公室`;
const FACTORY = [0.03, 0.14, 0.38, 0.35] as const;
const MILD = [0, 0.06, 0.34, 0.45] as const;

const RECIPES: readonly Recipe[] = [
  {
    kind: 'hazardous-chemicals',
    class: 'accident',
    share: 14,
    lean: 'land',
    levels: [0.08, 0.22, 0.4, 0.2],
    reachM: 0,
    name: (_, random) => `${firm(random)}化工有限公司储罐区`,
    unit: itself,
  },
  {
    kind: 'dust-explosion',
    class: 'accident',
    share: 9,
    lean: 'land',
    levels: FACTORY,
    reachM: 0,
    name: (_, random) => `${firm(random)}金属制品厂涂装车间`,
    unit: itself,
  },
  {
    kind: 'special-equipment',
    class: 'accident',
    share: 9,
    lean: 'land',
    levels: MILD,
    reachM: 0,
    name: (_, random) => `${firm(random)}纺织有限公司锅炉房`,
    unit: itself,
  },
  {
    kind: 'gas',
    class: 'accident',
    share: 8,
    lean: 'people',
    levels: FACTORY,
    reachM: 0,
    name: (spot, random) => `${townOf(spot)}${random.pick(['第一', '第二', '东', '西', '南', '北'])}燃气调压站`,
    unit: (spot) => `${spot.county}燃气经营单位`,
  },
  {
    kind: 'petrol-station',
    class: 'accident',
    share: 10,
    lean: 'people',
    levels: MILD,
    reachM: 0,
    name: (spot, random) => `${townOf(spot)}${random.pick(['锡沪', '环湖', '通江', '迎宾', '振兴', '人民'])}路加油站`,
    unit: itself,
  },
  {
    kind: 'construction',
    class: 'accident',
    share: 8,
    lean: 'people',
    levels: MILD,
    reachM: 0,
    name: (_, random) => `${random.pick(ESTATE_FIRST)}${random.pick(['二期', '三期', '广场', '中心'])}建设工地`,
    unit: (_, name) => `${name.replace(/建设工地$/, '')}项目部`,
  },
  {
    kind: 'old-building',
    class: 'accident',
    share: 7,
    lean: 'people',
    levels: FACTORY,
    reachM: 0,
    name: (_, random) => `${random.pick(ESTATE_FIRST)}新村${1 + random.below(60)}号楼`,
    unit: (spot) => spot.village,
  },
  {
    kind: 'high-rise-fire',
    class: 'accident',
    share: 6,
    lean: 'people',
    levels: MILD,
    reachM: 0,
    name: (_, random) => `${random.pick(ESTATE_FIRST)}${random.pick(ESTATE_SECOND)}高层住宅`,
    unit: (_, name) => `${name.replace('高层住宅', '')}物业服务中心`,
  },
  {
    kind: 'waterlogging',
    class: 'natural',
    share: 9,
    lean: 'people',
    levels: FACTORY,
    reachM: 180,
    name: (spot, random) => `${townOf(spot)}${random.pick(['下穿立交', '铁路涵洞', '地下通道', '低洼路段'])}积水区`,
    unit: (spot) => `${spot.county}市政管理处`,
  },
  {
    kind: 'flood',
    class: 'natural',
    share: 5,
    lean: 'land',
    levels: FACTORY,
    reachM: 450,
    name: (spot, random) => `${townOf(spot)}${random.pick(['圩区', '河堤险段', '老闸'])}`,
    unit: (spot) => `${spot.county}水利局`,
  },
  {
    kind: 'landslide',
    class: 'natural',
    share: 2,
    lean: 'land',
    levels: FACTORY,
    reachM: 160,
    name: (spot) => `${townOf(spot)}山体边坡`,
    unit: office,
  },
  {
    kind: 'crowd',
    class: 'social-security',
    share: 5,
    lean: 'people',
    levels: FACTORY,
    reachM: 220,
    name: (spot, random) => `${townOf(spot)}${random.pick(['商业步行街', '中心广场', '夜市', '古镇景区'])}`,
    unit: office,
  },
  {
    kind: 'food',
    class: 'public-health',
    share: 5,
    lean: 'people',
    levels: MILD,
    reachM: 0,
    name: (spot, random) => `${townOf(spot)}${random.pick(['中央厨房', '农贸市场', '集体配餐中心'])}`,
    unit: itself,
  },
  {
    kind: 'power',
    class: 'accident',
    share: 1,
    lean: 'land',
    levels: FACTORY,
    reachM: 0,
    name: (spot) => `${townOf(spot)}热电站`,
    unit: itself,
  },
  {
    kind: 'steel',
    class: 'accident',
    share: 1,
    lean: 'land',
    levels: [0.2, 0.4, 0.3, 0.1],
    reachM: 0,
    name: (_, random) => `${firm(random)}特钢有限公司熔炼车间`,
    unit: (_, name) => name.replace('熔炼车间', ''),
  },
  {
    kind: 'fireworks',
    class: 'accident',
    share: 1,
    lean: 'land',
    levels: FACTORY,
    reachM: 0,
    name: (spot) => `${townOf(spot)}烟花爆竹临时仓库`,
    unit: office,
  },
];

/** Kinds of which a neighbour has to know; what is found out inside of a firm is for those who inspect it. */
const FOR_EVERYBODY: ReadonlySet<HazardRecord['kind']> = new Set([
  'hazardous-chemicals',
  'gas',
  'petrol-station',
  'fireworks',
  'steel',
  'waterlogging',
  'flood',
  'landslide',
  'old-building',
  'crowd',
]);

/** Codes run by county: WXH-320211-0001. */
export function makeHazards(input: GenerateInput): HazardRecord[] {
  const random = randomFrom(input.seed, 'hazards');
  const draw = spotsIn(input, random);
  const serials = new Map<string, number>();
  return Array.from({ length: input.count }, (): HazardRecord => {
    const recipe = drawRecipe(random);
    const spot = draw(recipe.lean);
    const serial = (serials.get(spot.countyPath) ?? 0) + 1;
    serials.set(spot.countyPath, serial);
    const name = recipe.name(spot, random);
    const level = drawLevel(recipe.levels, random);
    return {
      code: `WXH-${spot.countyPath}-${String(serial).padStart(4, '0')}`,
      name,
      class: recipe.class,
      kind: recipe.kind,
      level,
      responsibleUnit: recipe.unit(spot, name),
      address: spot.address,
      geometry: around(spot.point, recipe.reachM, random),
      demo: true,
      approximate: true,
      source: 'generated',
      // What nobody has assessed yet is not published.
      ...(level !== null && FOR_EVERYBODY.has(recipe.kind) && { published: true }),
    };
  });
}

function drawRecipe(random: Random): Recipe {
  let at = random.next() * RECIPES.reduce((sum, { share }) => sum + share, 0);
  return RECIPES.find(({ share }) => (at -= share) < 0) ?? RECIPES[0]!;
}

function drawLevel(levels: Recipe['levels'], random: Random): HazardRecord['level'] {
  let at = random.next();
  const index = levels.findIndex((chance) => (at -= chance) < 0);
  return index < 0 ? null : ((index + 1) as 1 | 2 | 3 | 4);
}

/** Corners of a nonagon, by table rather than by sine: the same digits on every machine. */
const CORNERS = [
  [1, 0],
  [0.766, 0.643],
  [0.174, 0.985],
  [-0.5, 0.866],
  [-0.94, 0.342],
  [-0.94, -0.342],
  [-0.5, -0.866],
  [0.174, -0.985],
  [0.766, -0.643],
] as const;

/** A lump about a place; metres are turned to degrees at latitude 31.6. */
function around([lon, lat]: Position, reachM: number, random: Random): Geometry {
  if (reachM === 0) return { type: 'Point', coordinates: [lon, lat] };
  const ring = CORNERS.map(([x, y]): Position => {
    const reach = reachM * (0.65 + 0.6 * random.next());
    return [roundDegrees(lon + (x * reach) / 94_800), roundDegrees(lat + (y * reach) / 111_195)];
  });
  return { type: 'Polygon', coordinates: [[...ring, ring[0]!]] };
}
