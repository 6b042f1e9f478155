// What a report says: short, as a call taker writes it, with the name of a real place in it.
import type { IncidentReport } from '../../incidents/contract.ts';
import type { DemoPlace, DemoPlaceKind } from '../contract.ts';
import { between, pick, type Random } from './random.ts';

type Kind = IncidentReport['kind'];

interface Story {
  readonly at: readonly DemoPlaceKind[];
  /** {p} place, {n} a small number, {m} a number of people or vehicles, {d} a depth in cm, {f} a floor, {b} a building. */
  readonly title: string;
  readonly description: string;
}

const HOMES = ['community'] as const;
const STREETS = ['road', 'metro'] as const;
const SHOPS = ['mall', 'metro'] as const;

const STORIES: Record<Kind, readonly Story[]> = {
  traffic: [
    {
      at: STREETS,
      title: '{p}附近 {n} 车追尾，占用一条车道',
      description: '报警人称无人员受伤，车辆尚能移动，后方已缓行约 {m}00 米。',
    },
    {
      at: STREETS,
      title: '{p}附近电动自行车与小车相撞，1 人受伤',
      description: '伤者意识清醒，腿部擦伤，已通知 120。',
    },
    { at: ['road'], title: '{p}信号灯不亮，车辆拥堵', description: '路口四个方向信号灯均熄灭，需交警到场疏导。' },
    { at: ['school'], title: '{p}门口车辆乱停，学生过街危险', description: '接送车辆占满非机动车道，请派人疏导。' },
  ],
  dispute: [
    { at: HOMES, title: '{p} {b} 幢邻里噪声纠纷', description: '楼上装修超过规定时段，双方争吵，请求调解。' },
    { at: ['mall'], title: '{p}内消费纠纷，围观约 {m} 人', description: '顾客要求退款未果，双方情绪激动，未动手。' },
    { at: HOMES, title: '{p}停车位纠纷，双方互不相让', description: '地面车位被占，车主与物业争执。' },
  ],
  'public-order': [
    { at: SHOPS, title: '{p}旁夜宵摊有人斗殴', description: '约 {n} 人参与，报警人未见器械。' },
    { at: HOMES, title: '{p}连发电动车电池被盗', description: '昨夜至今晨 {n} 户报失，物业监控可查。' },
    { at: ['park'], title: '{p}内有人醉酒滋事', description: '一名男子拦阻行人，报警人已离开。' },
  ],
  medical: [
    { at: HOMES, title: '{p} {b} 幢老人摔倒，无法起身', description: '老人神志清楚，髋部疼痛，家属在场。' },
    { at: SHOPS, title: '{p}内有人突然晕倒', description: '现场有人会急救，已取用自动体外除颤器。' },
    { at: ['park'], title: '{p}晨练者胸闷气促', description: '60 岁左右，有心脏病史，已坐下休息。' },
  ],
  facility: [
    { at: ['road'], title: '{p}井盖缺失，已放警示锥', description: '位于非机动车道，直径约 70 厘米。' },
    { at: ['road'], title: '{p}路灯成片不亮', description: '连续 {m} 盏不亮，夜间行人看不清路面。' },
    { at: ['park'], title: '{p}栏杆断裂，临水一侧', description: '缺口约 {n} 米，已拉警戒带。' },
  ],
  lift: [
    { at: HOMES, title: '{p} {b} 幢电梯困人，{n} 人被困', description: '停在 {f} 楼附近，轿厢内对讲可用，情绪稳定。' },
    {
      at: ['mall', 'hospital'],
      title: '{p}客梯停在 {f} 楼，{n} 人被困',
      description: '维保单位已接通知，预计 20 分钟到场。',
    },
  ],
  environment: [
    { at: HOMES, title: '{p}夜间施工噪声扰民', description: '打桩声持续，居民多次反映。' },
    { at: ['plant'], title: '{p}周边有刺激性气味', description: '下风向居民反映，持续约 {m} 分钟，原因待查。' },
    { at: ['water'], title: '{p}水面有油污漂浮', description: '长约 {m} 米，来源不明。' },
  ],
  fire: [
    { at: HOMES, title: '{p} {b} 幢 {f} 楼厨房冒烟', description: '住户称油锅起火，已关闭燃气，邻居在疏散。' },
    { at: HOMES, title: '{p}楼道内电动自行车起火', description: '明火，{f} 楼以上有人未下楼。' },
    { at: ['plant'], title: '{p}堆料起火，无人被困', description: '堆放物为包装材料，过火面积约 {m} 平方米。' },
    { at: ['mall'], title: '{p}餐饮后厨排烟管道起火', description: '商场已启动疏散广播，喷淋动作。' },
  ],
  'power-failure': [
    { at: HOMES, title: '{p} {n} 幢楼停电', description: '停电约 {m} 分钟，电梯停运，未见停电通知。' },
    { at: ['hospital'], title: '{p}一路供电中断，备用电源已投入', description: '手术区供电正常，需供电部门到场。' },
  ],
  'water-failure': [
    { at: HOMES, title: '{p}停水，未见通知', description: '{n} 幢楼无水，已超过 {m} 分钟。' },
    { at: ['road'], title: '{p}供水管爆裂，水漫路面', description: '水柱高约 {n} 米，影响一条车道。' },
  ],
  waterlogging: [
    {
      at: ['road'],
      title: '{p}北口积水，{n} 车被困',
      description: '积水约 {d} 厘米，司机已离车，需封闭道路并抽排。',
    },
    { at: ['metro'], title: '{p}出入口外积水约 {d} 厘米', description: '已放挡水板，客流引导至另一出入口。' },
    { at: HOMES, title: '{p}地下车库进水', description: '坡道口水深约 {d} 厘米，物业在堆沙袋。' },
  ],
  'gas-leak': [
    { at: HOMES, title: '{p} {b} 幢楼道有燃气味', description: '疑似立管接口，已开窗通风，禁用明火。' },
    { at: ['road'], title: '{p}施工挖断燃气管道', description: '有气流声，已疏散周边 {m} 人，燃气公司在途。' },
    { at: ['mall'], title: '{p}餐饮区燃气报警器动作', description: '浓度达到下限的 {m}%，总阀已关。' },
  ],
  crowd: [
    { at: SHOPS, title: '{p}客流骤增，通道拥挤', description: '客流计数超过平日同期 {n} 倍，需增派引导人员。' },
    { at: ['park'], title: '{p}入口聚集约 {m}00 人', description: '活动散场，出口通行缓慢。' },
  ],
  collapse: [
    { at: ['road'], title: '{p}路面塌陷，直径约 {n} 米', description: '深约 {d} 厘米，未见人员车辆坠入，已围挡。' },
    { at: HOMES, title: '{p}外墙瓷砖脱落，砸中停放车辆', description: '脱落面积约 {n} 平方米，楼下已设警戒。' },
  ],
  chemical: [
    { at: ['plant'], title: '{p}储罐法兰渗漏，已关阀', description: '介质待核实，企业应急队已到位，{m} 人撤离。' },
    {
      at: ['road'],
      title: '{p}危化品运输车侧翻，暂无泄漏',
      description: '车上为腐蚀性液体，司机已自救，道路双向封闭。',
    },
  ],
  other: [
    { at: ['park', 'water'], title: '{p}发现受伤野鸟', description: '市民在场看护，请林业部门处置。' },
    { at: HOMES, title: '{p}有蜂巢，靠近儿童活动区', description: '离地约 {n} 米，直径约 {d} 厘米。' },
  ],
};

/** The kinds of place at which a kind of incident has a story. */
export function placeKindsFor(kind: Kind): DemoPlaceKind[] {
  return [...new Set(STORIES[kind].flatMap((story) => story.at))];
}

/** A title (≤ 120 characters) and a description of what happened at a place; the place's kind must suit the incident's. */
export function tellStory(kind: Kind, place: DemoPlace, random: Random): { title: string; description: string } {
  const story = pick(
    STORIES[kind].filter(({ at }) => at.includes(place.kind)),
    random,
  );
  const words: Record<string, string> = {
    p: place.name.slice(0, 60),
    n: String(between(2, 5, random)),
    m: String(between(6, 40, random)),
    d: String(between(15, 60, random)),
    f: String(between(3, 18, random)),
    b: String(between(1, 32, random)),
  };
  const fill = (text: string) => text.replace(/\{([pnmdfb])\}/g, (_hole, word: string) => words[word]!);
  return { title: fill(story.title), description: fill(story.description) };
}
