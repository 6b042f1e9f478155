// The words of the list that needs no script. What the page with script says stands in client/ui/words/portal.ts.
import type { PublishedShelter } from './contract.ts';

const zh = {
  title: '公布的危险源和避难场所',
  demo: '演示数据：下列名称和位置都是编造的',
  changed: (at: string) => `公布内容最近更改于 ${at}。`,
  howMany: (hazards: number, shelters: number) => `全市公布危险源 ${hazards} 处，避难场所 ${shelters} 处。`,
  warnings: '这里不发布预警。是否有预警在生效，请看气象和应急部门的发布。',
  emergency: '遇到危险：报警 110，火灾和抢险 119，急救 120，反映情况 12345。',
  jump: '按区县查看',
  county: (name: string, hazards: number, shelters: number) => `${name}：危险源 ${hazards} 处，避难场所 ${shelters} 处`,
  elsewhere: '其他地方',
  hazards: '危险源',
  shelters: '避难场所',
  whatToDo: '遇到时怎么做',
  room: (persons: number) => `可容纳 ${persons} 人`,
  indoor: '室内',
  outdoor: '室外',
  states: { ready: '现在没有开放', open: '已开放', unavailable: '暂不可用' } satisfies Record<
    PublishedShelter['state'],
    string
  >,
  other: 'English',
  pause: '，',
  end: '。',
};

type Words = { readonly [Key in keyof typeof zh]: (typeof zh)[Key] };

const en: Words = {
  title: 'Published hazards and shelters',
  demo: 'Demonstration data: all names and positions below are made up',
  changed: (at) => `What is published last changed on ${at}.`,
  howMany: (hazards, shelters) => `The city has published ${hazards} hazards and ${shelters} shelters.`,
  warnings: 'Warnings are not published here. Ask the weather and emergency services whether one is in force.',
  emergency: 'In danger: police 110, fire and rescue 119, ambulance 120, everything else 12345.',
  jump: 'By county',
  county: (name, hazards, shelters) => `${name}: ${hazards} hazards, ${shelters} shelters`,
  elsewhere: 'Elsewhere',
  hazards: 'Hazards',
  shelters: 'Shelters',
  whatToDo: 'What to do',
  room: (persons) => `room for ${persons}`,
  indoor: 'indoor',
  outdoor: 'outdoor',
  states: { ready: 'not open now', open: 'open', unavailable: 'not usable now' },
  other: '中文',
  pause: ', ',
  end: '.',
};

export const PLAIN_WORDS = { zh, en } as const;
export type PlainLanguage = keyof typeof PLAIN_WORDS;
