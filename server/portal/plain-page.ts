// All that is published as plain HTML: for old phones, for browsers without script, and to be read before the script has come.
import type { Published, PublishedHazard, PublishedShelter } from './contract.ts';
import { PLAIN_WORDS, type PlainLanguage } from './plain-words.ts';

/** Where the built page takes the list in. */
const PLACE = '<!--plain-list-->';

/** A page for where the client is not built. */
const BARE =
  `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8" />` +
  `<meta name="viewport" content="width=device-width, initial-scale=1" /><title>烽燧</title></head>` +
  `<body><div id="root">${PLACE}</div></body></html>`;

/**
 * The page that everybody gets.
 *
 * @param template  the built public.html, undefined where the client is not built
 */
export function publicPage(template: string | undefined, set: Published | undefined, language: PlainLanguage): string {
  const list = set ? plainList(set, language) : '';
  const page = (template ?? BARE).replace(PLACE, () => list); // as text: a name may hold what looks like a pattern
  return language === 'zh' ? page : page.replace('lang="zh-CN"', 'lang="en"');
}

/** The list by counties, as the body of a page. */
export function plainList(set: Published, language: PlainLanguage): string {
  const words = PLAIN_WORDS[language];
  const { city, hazards, shelters, changedAt } = set;
  const counties = [...new Set([...shelters, ...hazards].map(({ county }) => county))];
  const parts = counties.map((county, at) => {
    const here = <Thing extends { county: string | null }>(things: Thing[]) =>
      things.filter((thing) => thing.county === county);
    return { id: `c${at}`, name: county ?? words.elsewhere, hazards: here(hazards), shelters: here(shelters) };
  });
  const cityName = language === 'en' ? city.nameEn : city.name;
  return [
    `<header class="plain-top"><p><b>${escape(cityName)}</b> `,
    `<a href="?lang=${language === 'zh' ? 'en' : 'zh'}" lang="${language === 'zh' ? 'en' : 'zh-CN'}">${words.other}</a></p></header>`,
    `<main class="plain"><h1>${words.title}</h1>`,
    city.demo ? `<p><strong>${words.demo}${words.end}</strong></p>` : '',
    `<p>${words.howMany(hazards.length, shelters.length)}${words.changed(dayAndTime(changedAt))}</p>`,
    `<p>${words.warnings}</p><p>${words.emergency}</p>`,
    `<nav aria-label="${words.jump}"><ul>`,
    ...parts.map(({ id, name, ...part }) => `<li><a href="#${id}">${countyLine(name, part, words)}</a></li>`),
    `</ul></nav>`,
    ...parts.map(({ id, name, ...part }) =>
      [
        `<section aria-labelledby="${id}"><h2 id="${id}">${escape(name)}</h2>`,
        listOf(words.shelters, part.shelters, (shelter) => shelterLine(shelter, words)),
        listOf(words.hazards, part.hazards, (hazard) => hazardLine(hazard, set, language)),
        `</section>`,
      ].join(''),
    ),
    `<section><h2>${words.whatToDo}</h2>`,
    ...set.advice.map(
      ({ name, steps }) =>
        `<h3>${escape(name[language])}</h3><ol>${steps.map((step) => `<li>${escape(step[language])}</li>`).join('')}</ol>`,
    ),
    `</section></main>`,
  ].join('');
}

type Words = (typeof PLAIN_WORDS)[PlainLanguage];

const countyLine = (name: string, { hazards, shelters }: { hazards: unknown[]; shelters: unknown[] }, words: Words) =>
  escape(words.county(name, hazards.length, shelters.length));

const listOf = <Thing>(title: string, things: Thing[], lineOf: (thing: Thing) => string) =>
  things.length === 0 ? '' : `<h3>${title}</h3><ul>${things.map((thing) => `<li>${lineOf(thing)}</li>`).join('')}</ul>`;

function shelterLine({ name, state, indoor, capacityPersons, address, town }: PublishedShelter, words: Words): string {
  const said = [words.states[state], indoor ? words.indoor : words.outdoor, words.room(capacityPersons)];
  return `<b>${escape(name)}</b>${words.pause}${[...said, address ?? town].filter(Boolean).map(escape).join(words.pause)}`;
}

function hazardLine({ name, kind, address, town }: PublishedHazard, { advice }: Published, language: PlainLanguage) {
  const { pause } = PLAIN_WORDS[language];
  const called = advice.find((one) => one.kind === kind)?.name[language];
  return `<b>${escape(name)}</b>${pause}${[called, address ?? town].filter(Boolean).map(escape).join(pause)}`;
}

/** 2026-07-08 14:32, in China. */
function dayAndTime(at: string): string {
  const shown = new Date(Date.parse(at) + 8 * 3_600_000).toISOString();
  return `${shown.slice(0, 10)} ${shown.slice(11, 16)}`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escape = (text: string | null | undefined) => (text ?? '').replace(/[&<>"']/g, (sign) => ENTITIES[sign]!);
