// The rules of ARCHITECTURE.md, held. Each rule is also seen to fail on its counterexamples: a rule that cannot fail is a wish.
import { describe, expect, it } from 'vitest';
import { arrowRules } from './architecture/arrow-rules.ts';
import { databaseRules } from './architecture/database-rules.ts';
import { readHouse } from './architecture/house.ts';
import { planRules } from './architecture/plan-rules.ts';
import { textRules } from './architecture/text-rules.ts';

const house = readHouse();

describe.each([...arrowRules, ...planRules, ...textRules, ...databaseRules])('$name', (rule) => {
  it('holds in this house', () => {
    expect(rule.breaks(house)).toEqual([]);
  });

  it.each(
    rule.counterexamples.map((files) => ({
      files,
      name: files.map(({ path, text }) => `${path}: ${text}`).join('; '),
    })),
  )('fails on $name', ({ files }) => {
    expect(rule.breaks(files)).not.toEqual([]);
  });

  it('lets pass what only looks alike', () => {
    expect(rule.breaks(rule.allowed)).toEqual([]);
  });
});

it('reads the whole house', () => {
  expect(house.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['server/platform/contract.ts', 'db/sql.ts', 'geodata/space/geometry.ts']),
  );
});
