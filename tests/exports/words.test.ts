// Tables say in words what the screens say: the same code is called the same in both.
import { expect, it } from 'vitest';
import { en, zh } from '../../client/ui/words/index.ts';
import { capabilities } from '../../server/capabilities.ts';
import { wordColumns } from '../../server/exports/writer.ts';

const ON_SCREEN = {
  'divisions.level': [zh.grids.levels, en.grids.levels],
  'grids.kind': [zh.grids.kinds, en.grids.kinds],
  'sites.kind': [zh.sites.kinds, en.sites.kinds],
  'hazards.class': [zh.hazards.classes, en.hazards.classes],
  'hazards.kind': [zh.hazards.kinds, en.hazards.kinds],
  'hazards.level': [zh.shell.level, en.shell.level],
  'shelters.kind': [zh.shelters.kinds, en.shelters.kinds],
  'shelters.state': [zh.shelters.states, en.shelters.states],
  'incidents.kind': [zh.incidents.kinds, en.incidents.kinds],
  'incidents.level': [zh.shell.level, en.shell.level],
  'incidents.state': [zh.incidents.states, en.incidents.states],
  'incidents.source': [zh.incidents.sources, en.incidents.sources],
} as const;

const fields = capabilities
  .flatMap(({ datasets = [] }) => datasets)
  .flatMap(({ name, register }) => register.fields.map((field) => ({ place: `${name}.${field.name}`, field })))
  .filter(({ field }) => field.words !== undefined);

it('says every field of codes in words', () => {
  expect(fields.map(({ place }) => place).sort()).toEqual(Object.keys(ON_SCREEN).sort());
});

it.each(fields)('$place', ({ place, field }) => {
  const [chinese, english] = ON_SCREEN[place as keyof typeof ON_SCREEN] as readonly Readonly<Record<string, unknown>>[];
  const codes = Object.keys(chinese!).filter((code) =>
    place.endsWith('.level') && !place.startsWith('div') ? /^\d$/.test(code) : true,
  );
  const said = (language: 'zh' | 'en') =>
    codes.map((code) => wordColumns(field, language)[0]!.read({ [field.name]: code }));
  expect(said('zh')).toEqual(codes.map((code) => chinese![code]));
  expect(said('en')).toEqual(codes.map((code) => english![code]));
});
