// What to do about each kind of hazard: plain words for residents, in the order in which to do it. Public phones of China: 110, 119, 120, 12345.
import type { Advice } from './contract.ts';

type Kind = Advice['kind'];
type Step = Advice['steps'][number];

const step = (zh: string, en: string): Step => ({ zh, en });
const kind = (zh: string, en: string, ...steps: Step[]): Omit<Advice, 'kind'> => ({ name: { zh, en }, steps });

const UPWIND = step(
  '往上风方向离开，用湿毛巾捂住口鼻',
  'Leave against the wind; cover mouth and nose with a wet cloth',
);
const CALL_FIRE = step('离远以后再打 119', 'Call 119 once you are away');
const NO_FLAME = step('不用明火，不开关电器', 'No flames; do not switch anything electric on or off');
const OUTDOORS = step('发现异常，打 12345', 'If something looks wrong, call 12345');
const KEEP_OUT = step('不进作业区，不停留围观', 'Keep out of the works; do not stand and watch');

const WORDS: Readonly<Record<Kind, Omit<Advice, 'kind'>>> = {
  'hazardous-chemicals': kind('危化品', 'Hazardous chemicals', UPWIND, NO_FLAME, CALL_FIRE),
  gas: kind(
    '燃气',
    'Gas',
    step('闻到臭味：马上离开，不打电话、不按开关', 'If you smell gas: leave at once, no phone, no switches'),
    step('到室外以后打 119 或燃气抢修电话', 'Outdoors, call 119 or the gas company'),
  ),
  'petrol-station': kind(
    '加油站',
    'Petrol station',
    NO_FLAME,
    step('不吸烟，车辆熄火', 'No smoking; engine off'),
    CALL_FIRE,
  ),
  steel: kind(
    '钢铁冶金',
    'Steel works',
    KEEP_OUT,
    step('看到明火或浓烟，往上风方向离开', 'At fire or smoke, leave against the wind'),
    CALL_FIRE,
  ),
  cement: kind('水泥', 'Cement works', KEEP_OUT, OUTDOORS),
  power: kind(
    '电力',
    'Power',
    step('离断落的电线 8 米以上', 'Stay 8 metres away from a fallen line'),
    step('打 95598 或 119', 'Call 95598 or 119'),
  ),
  'dust-explosion': kind('粉尘涉爆', 'Dust explosion', KEEP_OUT, NO_FLAME, CALL_FIRE),
  fireworks: kind(
    '烟花爆竹',
    'Fireworks',
    NO_FLAME,
    step('离仓库 100 米以上', 'Stay 100 metres away from the store'),
    CALL_FIRE,
  ),
  waterlogging: kind(
    '易涝点',
    'Waterlogging spot',
    step('积水时不通过，绕行', 'Do not pass while it is flooded; go round'),
    step('不进下穿道和地下车库', 'Keep out of underpasses and underground car parks'),
    step('车在水中熄火：马上下车，往高处走', 'If the car stalls in water: get out, go uphill'),
  ),
  flood: kind(
    '洪水',
    'Flood',
    step('下大雨时离开河边和低处', 'In heavy rain, keep away from the river and low ground'),
    step('听到转移通知，马上去避难场所', 'When told to leave, go to a shelter at once'),
    step('不涉水过河', 'Do not wade across'),
  ),
  landslide: kind(
    '滑坡',
    'Landslide',
    step('下雨天不在坡下停留', 'Do not stay below the slope in rain'),
    step('听到响声、看到落石：往坡的两侧跑', 'At noise or falling stones: run to the side of the slope'),
    OUTDOORS,
  ),
  'old-building': kind(
    '老旧房屋',
    'Old building',
    step('不在墙下和阳台下停留', 'Do not stand below walls and balconies'),
    step('听到开裂声，马上离开', 'At a cracking sound, leave at once'),
    OUTDOORS,
  ),
  'high-rise-fire': kind(
    '高层消防',
    'High-rise fire',
    step('不乘电梯，走楼梯', 'Stairs, never the lift'),
    step('烟大出不去：关门，堵门缝，到窗口求救', 'If smoke blocks the way: shut the door, seal it, call from a window'),
    step('打 119', 'Call 119'),
  ),
  crowd: kind(
    '人群密集',
    'Crowd',
    step('人多时不往里挤，顺着人流走', 'Do not push in; go with the flow'),
    step('被挤时双手护在胸前，不弯腰捡东西', 'When squeezed, arms before your chest; never bend down'),
    step('打 110', 'Call 110'),
  ),
  'special-equipment': kind('特种设备', 'Special equipment', KEEP_OUT, step('打 119 或 96333', 'Call 119 or 96333')),
  construction: kind(
    '在建工地',
    'Construction site',
    KEEP_OUT,
    step('不在吊臂下走', 'Do not walk below a crane'),
    OUTDOORS,
  ),
  food: kind(
    '食品',
    'Food',
    step('吃后不适：留下食物，去医院', 'If you feel ill: keep the food, go to hospital'),
    step('打 12315', 'Call 12315'),
  ),
  other: kind('其他', 'Other', OUTDOORS),
};

/** What to do about the kinds, each once, in the order of their first use. */
export function adviceOn(kinds: Iterable<Kind>): Advice[] {
  return [...new Set(kinds)].map((one) => ({ kind: one, ...WORDS[one] }));
}
