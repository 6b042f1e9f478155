import { expect, it } from 'vitest';
import { en, zh } from '../../client/ui/words/things.ts';
import { HAZARD_KINDS } from '../../geodata/space/kinds.ts';
import { adviceOn } from '../../server/portal/advice.ts';

it('knows what to do about every kind, in both languages, and calls each as the console does', () => {
  for (const { kind, name, steps } of adviceOn(HAZARD_KINDS)) {
    expect(name).toEqual({ zh: zh.hazards.kinds[kind], en: en.hazards.kinds[kind] });
    expect(steps.length).toBeGreaterThan(0);
    for (const step of steps) expect([step.zh, step.en].every((text) => text.length > 0)).toBe(true);
  }
});

it('answers each kind once', () => {
  expect(adviceOn(['gas', 'flood', 'gas']).map(({ kind }) => kind)).toEqual(['gas', 'flood']);
});
