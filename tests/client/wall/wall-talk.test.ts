import type { Wall, WallReport } from '#contract/walls';
import { expect, it } from 'vitest';
import { WallTalk } from '../../../client/wall/remote/wall-talk.ts';

const shown = (scene: string) => ({ scene, held: false, yesterday: true, focus: null });
const record = (scene: string, revision: number): Wall => ({
  ...shown(scene),
  id: '6f0e6f0e-0000-4000-8000-000000000000',
  name: '大屏',
  area: '无锡市',
  divisionPath: '3202',
  scenes: [],
  rows: [],
  since: '2030-01-01T00:00:00Z',
  revision,
  reportedAt: '2030-01-01T00:00:00Z',
  pairedAt: null,
});

/** A server whose answers come when the test says so. */
function stage(revision = 1) {
  const sent: { report: WallReport; answer: (wall: Wall) => void; fail: () => void }[] = [];
  const obeyed: string[] = [];
  const talk = new WallTalk({
    revision,
    send: (report) =>
      new Promise((resolve, reject) => {
        sent.push({ report, answer: resolve, fail: () => reject(new Error('cut')) });
      }),
    obey: ({ scene }) => obeyed.push(scene),
    onRevision: () => undefined,
  });
  const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
  return { talk, sent, obeyed, settled };
}

it('sends one report at a time and then the latest view, so that none overtakes another', async () => {
  const { talk, sent, obeyed, settled } = stage();
  talk.show(shown('city'), []);
  talk.show(shown('hazards'), []);
  talk.show(shown('shelters'), []);
  expect(sent.map(({ report }) => report.scene)).toEqual(['city']);
  sent[0]!.answer(record('city', 2));
  await settled();
  expect(sent.map(({ report }) => [report.scene, report.revision])).toEqual([
    ['city', 1],
    ['shelters', 2],
  ]);
  expect(obeyed).toEqual([]);
});

it('does not take its own report, heard on the live line before the answer, for a command', async () => {
  const { talk, sent, obeyed, settled } = stage();
  talk.show(shown('city'), []);
  talk.show(shown('hazards'), []);
  talk.hear(record('city', 2));
  sent[0]!.answer(record('city', 2));
  await settled();
  expect(obeyed).toEqual([]);
});

it('obeys a command, and the one that came before its own report', async () => {
  const { talk, sent, obeyed, settled } = stage();
  talk.show(shown('city'), []);
  sent[0]!.answer(record('city', 2));
  await settled();
  talk.hear(record('hazards', 3));
  expect(obeyed).toEqual(['hazards']);
  talk.show(shown('city'), []);
  sent[1]!.answer(record('shelters', 4));
  await settled();
  expect(obeyed).toEqual(['hazards', 'shelters']);
});

it('reports again with its next sign of life where no answer came', async () => {
  const { talk, sent, settled } = stage();
  talk.show(shown('city'), []);
  sent[0]!.fail();
  await settled();
  talk.beat();
  expect(sent.map(({ report }) => report.scene)).toEqual(['city', 'city']);
});
