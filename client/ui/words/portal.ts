// The page of the public. In files of its own: its bundle takes no other words. Whole sentences are functions of what they say.

/** 凌晨 … 晚上, by the hour of the day. */
function partOfDay(hour: number): string {
  if (hour < 6) return '凌晨';
  if (hour < 12) return '上午';
  if (hour === 12) return '中午';
  return hour < 18 ? '下午' : '晚上';
}

const zh = {
  brand: (city: string) => `烽燧 · ${city}`,
  noCity: '烽燧',
  demo: '演示数据',
  title: '身边的危险源和避难场所',
  skip: '跳到名单',
  elder: '长者版',
  usual: '普通版',
  other: 'English',
  otherLang: 'en',
  now: {
    title: '现在',
    warnings: '有没有预警在生效，本页不知道',
    warningsWhy: '预警还不在这里发布。请以气象台和应急管理部门的发布为准。',
    openShelters: (count: number) =>
      count === 0 ? '全市现在没有避难场所开放接收人员。' : `全市现在有 ${count} 处避难场所开放。`,
  },
  fresh: {
    checked: (time: string) => `${time} 核对过`,
    changed: (time: string) => `公布内容最近更改：${time}`,
    loading: '正在取公布的名单……',
    stale: (age: string, time: string) => `这是${age}前（${time}）的情况，可能已经变了`,
    offline: (age: string, time: string) => `没有连上。下面是${age}前（${time}）存下的情况，可能已经变了`,
    failed: '没有取到名单。请检查网络，再试一次。',
    refused: '问得太频繁，服务器请稍后再试。',
    retry: '再试一次',
    unkept: '这台设备没有存下名单：没有网络时，这一页可能打不开，或者显示更早的情况。',
    minutes: (n: number) => `${n} 分钟`,
    hours: (n: number) => `${n} 小时`,
    days: (n: number) => `${n} 天`,
    day: (month: number, day: number) => `${month} 月 ${day} 日`,
    dayOfYear: (year: number, month: number, day: number) => `${year} 年 ${month} 月 ${day} 日`,
    spoken: (h: number, m: number) => `${partOfDay(h)} ${h % 12 || 12} 点${m === 0 ? '整' : ` ${m} 分`}`,
  },
  act: {
    title: '遇到危险怎么办',
    calls: [
      ['110', '报警'],
      ['119', '火灾、抢险'],
      ['120', '急救'],
      ['12345', '反映情况'],
    ],
    call: (number: string, what: string) => `打 ${number}，${what}`,
    near: '附近有这几类，遇到时先这样做',
  },
  place: {
    title: '看哪里',
    locate: '看我附近',
    locating: '正在定位……',
    private: '位置只在这台设备上用，不会发出去。名单是全市的，远近由设备自己算。',
    search: '输入地名、村社区、路名',
    find: '查找',
    found: (count: number) =>
      count === 0 ? '没有找到这个地名。换一个近处的地名试试。' : `找到 ${count} 个地方，选一个：`,
    failed: '没有取到地名表。请检查网络，再试一次。',
    denied: '没有得到定位的许可。可以输入地名。',
    unavailable: '这台设备现在给不出位置。可以输入地名。',
    insecure: '这个网址不是加密连接，浏览器不给定位。可以输入地名。',
    here: '你的位置',
    chosen: (name: string) => `现在看的是：${name}`,
    within: (name: string, within: string) => `${name}（${within}）`,
    forget: '换地方',
    outside: (city: string) => `这个位置不在${city}，附近没有名单。`,
    accuracy: (m: number) => `定位大约准到 ${m} 米。`,
  },
  radius: {
    title: '范围',
    m: (m: number) => (m < 1000 ? `${m} 米` : `${m / 1000} 公里`),
  },
  near: {
    title: '附近',
    hazards: (count: number, radius: string) =>
      count === 0 ? `${radius}内没有公布的危险源。` : `${radius}内有 ${count} 处公布的危险源。`,
    nearest: (name: string, where: string) => `最近的是${name}，${where}。`,
    only: '没有公布的不在名单里：名单上没有，不等于没有危险。',
    shelters: (count: number, radius: string, listed: number) =>
      count === 0
        ? `${radius}内没有避难场所，下面是最近的几处。`
        : `${radius}内有 ${count} 处避难场所${listed > count ? `，下面还列出更远的 ${listed - count} 处` : ''}。`,
    heard: (hazards: number, shelters: number, radius: string) =>
      `${radius}内${hazards === 0 ? '没有' : `有 ${hazards} 处`}公布的危险源，${shelters === 0 ? '没有' : `有 ${shelters} 处`}避难场所。`,
    hazardsTitle: '公布的危险源',
    sheltersTitle: '避难场所',
    inside: '就在这个区域内',
    here: '就在这里',
    away: (direction: string, distance: string) => `${direction}方向约 ${distance}`,
    directions: ['正北', '东北', '正东', '东南', '正南', '西南', '正西', '西北'],
    close: (distance: string) => `大约在 ${distance}以内`,
    metres: (m: number) => `${m} 米`,
    kilometres: (km: string) => `${km} 公里`,
    walk: (minutes: number) => `走路约 ${minutes} 分钟`,
    walkWhy: '走路时间按直线距离的 1.3 倍、每小时 4 公里估算，实际路线可能更长。',
    more: (count: number) => `再列出 ${count} 处`,
  },
  city: {
    title: '全市名单',
    why: '选好地方以后，会按远近列出。',
    county: (name: string, hazards: number, shelters: number) =>
      `${name}：危险源 ${hazards} 处，避难场所 ${shelters} 处`,
    elsewhere: '其他地方',
  },
  thing: {
    level: { 1: '红色Ⅰ级', 2: '橙色Ⅱ级', 3: '黄色Ⅲ级', 4: '蓝色Ⅳ级' },
    unknownLevel: '等级未知',
    states: { ready: '现在没有开放', open: '已开放', unavailable: '暂不可用' },
    indoor: '室内',
    outdoor: '室外',
    room: (persons: string) => `可容纳 ${persons} 人`,
    address: '地址',
    published: '公布日期',
    assessed: '评估等级',
    code: '编号',
    steps: '遇到时怎么做',
    approximate: '位置大约准到几百米',
    demo: '演示数据，不是真实情况',
    area: '一片区域',
    noAddress: '没有写明',
  },
  map: {
    title: '地图',
    show: '打开地图',
    hide: '收起地图',
    size: '地图约 1 MB，打开时才取',
    loading: '正在取地图……',
    failed: '地图没有取到。名单里有同样的内容。',
    reload: '重新打开本页',
    same: '地图上有的，名单里都有。',
    label: '地图：公布的危险源和避难场所。名单里有同样的内容。',
    you: '你选的地方',
    hazard: '公布的危险源',
    area: '公布的危险区域',
    shelterOpen: '避难场所，已开放',
    shelterShut: '避难场所，没有开放',
    zoomIn: '放大',
    zoomOut: '缩小',
    noGraphics: '这台设备画不了地图。名单里有同样的内容。',
  },
  lite: {
    on: '省流量：开',
    off: '省流量：关',
    why: '省流量时不取地图。这一页连名单约 100 kB，只取一次，以后只问有没有变。',
  },
  read: {
    aloud: '读给我听',
    stop: '不读了',
    none: '这台设备没有中文朗读。',
  },
  elderly: {
    hazards: (count: number) =>
      count === 0 ? '您附近 1 公里没有公布的危险源。' : `您附近 1 公里有 ${count} 处公布的危险源。`,
    first: '先选您在哪里。',
    shelter: '最近的避难场所',
    shelterOpen: '最近的避难场所，已开放',
    notOpen: '现在没有开放，紧急时等通知再去',
    unusable: '暂时不能用',
    asOf: (time: string) => `${time}的情况`,
    keepAway: '请绕开，不要停留',
    one: (name: string, where: string, step: string) => `${name}，${where}。${step}。`,
    go: (where: string, walk: string) => `${where}，${walk}`,
  },
  print: (time: string) => `打印的是 ${time} 的情况`,
  sources: '数据来源',
} as const;

type Words<Of> = {
  readonly [Key in keyof Of]: Of[Key] extends string
    ? string
    : Of[Key] extends (...given: infer Given) => string
      ? (...given: Given) => string
      : Words<Of[Key]>;
};
export type PortalWords = Words<typeof zh>;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

const en: PortalWords = {
  brand: (city) => `Fengsui · ${city}`,
  noCity: 'Fengsui',
  demo: 'Demonstration data',
  title: 'Hazards and shelters near you',
  skip: 'Skip to the list',
  elder: 'Large and simple',
  usual: 'Usual view',
  other: '中文',
  otherLang: 'zh-CN',
  now: {
    title: 'Now',
    warnings: 'This page does not know whether a warning is in force',
    warningsWhy: 'Warnings are not published here yet. Follow the weather and emergency services.',
    openShelters: (count) =>
      count === 0 ? 'No shelter in the city takes people in now.' : `${count} shelters in the city are open now.`,
  },
  fresh: {
    checked: (time) => `Checked at ${time}`,
    changed: (time) => `Published content last changed: ${time}`,
    loading: 'Fetching what is published …',
    stale: (age, time) => `This is how it was ${age} ago (${time}); it may have changed`,
    offline: (age, time) => `No connection. Below is what was kept ${age} ago (${time}); it may have changed`,
    failed: 'The list could not be fetched. Check the connection and try again.',
    refused: 'Asked too often; please try again a little later.',
    retry: 'Try again',
    unkept:
      'This device could not keep the list: without a connection this page may not open, or show an earlier state.',
    minutes: (n) => `${n} min`,
    hours: (n) => `${n} h`,
    days: (n) => `${n} days`,
    day: (month, day) => `${day} ${MONTHS[month - 1]}`,
    dayOfYear: (year, month, day) => `${day} ${MONTHS[month - 1]} ${year}`,
    spoken: (h, m) => `${h}:${String(m).padStart(2, '0')}`,
  },
  act: {
    title: 'In danger',
    calls: [
      ['110', 'police'],
      ['119', 'fire and rescue'],
      ['120', 'ambulance'],
      ['12345', 'everything else'],
    ],
    call: (number, what) => `Call ${number}, ${what}`,
    near: 'What to do about the kinds near you',
  },
  place: {
    title: 'Where to look',
    locate: 'Near me',
    locating: 'Finding your position …',
    private:
      'Your position is used on this device only and is never sent. The list is the whole city’s; the device works out what is near.',
    search: 'Type a place, village or road (Chinese or pinyin)',
    find: 'Find',
    found: (count) =>
      count === 0 ? 'No such place was found. Try another one near by.' : `${count} places found, choose one:`,
    failed: 'The names of places could not be fetched. Check the connection and try again.',
    denied: 'The position was not allowed. You can type a place.',
    unavailable: 'This device cannot tell its position now. You can type a place.',
    insecure: 'This address is not encrypted, so the browser gives no position. You can type a place.',
    here: 'Your position',
    chosen: (name) => `Looking around: ${name}`,
    within: (name, within) => `${name} (${within})`,
    forget: 'Elsewhere',
    outside: (city) => `This position is not in ${city}; nothing is listed around it.`,
    accuracy: (m) => `The position is exact to about ${m} m.`,
  },
  radius: { title: 'Within', m: (m) => (m < 1000 ? `${m} m` : `${m / 1000} km`) },
  near: {
    title: 'Near',
    hazards: (count, radius) =>
      count === 0
        ? `Within ${radius} there are no published hazards.`
        : `Within ${radius} there ${count === 1 ? 'is 1 published hazard' : `are ${count} published hazards`}.`,
    nearest: (name, where) => `The nearest is ${name}, ${where}.`,
    only: 'What is not published is not listed: no entry does not mean no danger.',
    shelters: (count, radius, listed) =>
      count === 0
        ? `Within ${radius} there is no shelter; the nearest ones follow.`
        : `Within ${radius} there ${count === 1 ? 'is 1 shelter' : `are ${count} shelters`}${listed > count ? `; ${listed - count} farther away ${listed - count === 1 ? 'is' : 'are'} listed too` : ''}.`,
    heard: (hazards, shelters, radius) =>
      `Within ${radius}: ${hazards === 0 ? 'no' : hazards} published hazard${hazards === 1 ? '' : 's'}, ${shelters === 0 ? 'no' : shelters} shelter${shelters === 1 ? '' : 's'}.`,
    hazardsTitle: 'Published hazards',
    sheltersTitle: 'Shelters',
    inside: 'you are inside of this area',
    here: 'right here',
    away: (direction, distance) => `about ${distance} ${direction}`,
    close: (distance) => `about ${distance} away or less`,
    directions: ['north', 'north-east', 'east', 'south-east', 'south', 'south-west', 'west', 'north-west'],
    metres: (m) => `${m} m`,
    kilometres: (km) => `${km} km`,
    walk: (minutes) => `about ${minutes} min on foot`,
    walkWhy: 'Walking time is a guess: 1.3 times the straight line at 4 km an hour; the real way may be longer.',
    more: (count) => `List ${count} more`,
  },
  city: {
    title: 'The whole city',
    why: 'Choose a place, and the list is sorted by distance.',
    county: (name, hazards, shelters) => `${name}: ${hazards} hazards, ${shelters} shelters`,
    elsewhere: 'Elsewhere',
  },
  thing: {
    level: { 1: 'red, level I', 2: 'orange, level II', 3: 'yellow, level III', 4: 'blue, level IV' },
    unknownLevel: 'level unknown',
    states: { ready: 'not open now', open: 'open', unavailable: 'not usable now' },
    indoor: 'indoor',
    outdoor: 'outdoor',
    room: (persons) => `room for ${persons}`,
    address: 'Address',
    published: 'Published on',
    assessed: 'Assessed level',
    code: 'Code',
    steps: 'What to do',
    approximate: 'Position exact to some hundred metres',
    demo: 'Demonstration data, not real',
    area: 'An area',
    noAddress: 'not given',
  },
  map: {
    title: 'Map',
    show: 'Open the map',
    hide: 'Close the map',
    size: 'The map is about 1 MB and comes only when opened',
    loading: 'Fetching the map …',
    failed: 'The map did not come. The list says the same.',
    reload: 'Open this page anew',
    same: 'Everything on the map is in the list.',
    label: 'Map: published hazards and shelters. The list says the same.',
    you: 'The place you chose',
    hazard: 'Published hazard',
    area: 'Published hazard area',
    shelterOpen: 'Shelter, open',
    shelterShut: 'Shelter, not open',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    noGraphics: 'This device cannot draw a map. The list says the same.',
  },
  lite: {
    on: 'Low data: on',
    off: 'Low data: off',
    why: 'With low data no map is fetched. This page and its list are about 100 kB, once; later it only asks for changes.',
  },
  read: {
    aloud: 'Read to me',
    stop: 'Stop reading',
    none: 'This device has no English voice.',
  },
  elderly: {
    hazards: (count) =>
      count === 0
        ? 'Within 1 km of you there are no published hazards.'
        : `Within 1 km of you there ${count === 1 ? 'is 1 published hazard' : `are ${count} published hazards`}.`,
    first: 'First choose where you are.',
    shelter: 'The nearest shelter',
    shelterOpen: 'The nearest shelter, open',
    notOpen: 'It is not open now; in an emergency wait for notice',
    unusable: 'It cannot be used now',
    asOf: (time) => `As of ${time}`,
    keepAway: 'Keep away, do not stay',
    one: (name, where, step) => `${name}, ${where}. ${step}.`,
    go: (where, walk) => `${where}, ${walk}`,
  },
  print: (time) => `Printed as of ${time}`,
  sources: 'Sources',
};

export const PORTAL_WORDS = { zh, en } as const;
