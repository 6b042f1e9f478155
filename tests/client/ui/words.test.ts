import { expect, it } from 'vitest';
import { HAZARD_KINDS } from '#contract/hazards';
import { INCIDENT_ACTS, INCIDENT_KINDS, INCIDENT_SOURCES, INCIDENT_STATES } from '#contract/incidents';
import { SEARCH_KINDS } from '#contract/search';
import { SITE_KINDS } from '#contract/sites';
import { en, zh } from '../../../client/ui/words/index.ts';

/** Every text with its path, and the names in its braces. */
function texts(words: object, path = ''): [path: string, text: string][] {
  return Object.entries(words).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[`${path}${key}`, value]] : texts(value as object, `${path}${key}.`),
  );
}
const holes = (text: string) => [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name))].sort();

it('says in English whatever it says in Chinese, with the same figures in it', () => {
  const english = new Map(texts(en));
  for (const [path, text] of texts(zh)) {
    expect(english.get(path), path).toBeTruthy();
    expect(holes(english.get(path) ?? ''), path).toEqual(holes(text));
  }
  expect(texts(en).length).toBe(texts(zh).length);
});

it('has a word for everything that the contracts can say', () => {
  expect(Object.keys(zh.incidents.kinds).sort()).toEqual([...INCIDENT_KINDS].sort());
  expect(Object.keys(zh.incidents.sources).sort()).toEqual([...INCIDENT_SOURCES].sort());
  expect(Object.keys(zh.incidents.states).sort()).toEqual([...INCIDENT_STATES].sort());
  expect(Object.keys(zh.sites.kinds).sort()).toEqual([...SITE_KINDS].sort());
  expect(Object.keys(zh.hazards.kinds).sort()).toEqual([...HAZARD_KINDS].sort());
  expect(Object.keys(zh.search.kinds).sort()).toEqual([...SEARCH_KINDS].sort());
  expect(INCIDENT_ACTS).toHaveLength(5);
});
