import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { copiesOf, stagesOf } from './dockerfile.ts';

const stages = stagesOf(readFileSync('Dockerfile', 'utf8'));
const image = stages.at(-1)!;
const of = (word: string) =>
  image.instructions.filter((instruction) => instruction.word === word).map(({ rest }) => rest);

it('runs as a user without rights, and last says so before it starts', () => {
  expect(of('USER')).toEqual(['node']);
});

it('takes its packages from a stage that left the development dependencies out', () => {
  const packages = copiesOf(image).find(({ sources }) => sources.some((source) => source.endsWith('node_modules')));
  const stage = stages.find(({ name }) => name === packages?.from);
  expect(stage?.instructions.map(({ rest }) => rest).join('\n')).toContain('npm ci --omit=dev');
});

it('copies only what exists or what the build makes, and no source in TypeScript', () => {
  const context = copiesOf(image)
    .filter(({ from }) => from === undefined)
    .flatMap(({ sources }) => sources);
  expect(context.filter((source) => !existsSync(source))).toEqual([]);
  expect(context.filter((source) => /^(\.|server|client|geodata|db)\/?$/.test(source))).toEqual([]);
});

it('is asked for its health at /api/health and starts compiled JavaScript', () => {
  expect(of('HEALTHCHECK').join()).toContain('/api/health');
  expect(JSON.parse(of('CMD')[0]!)).toEqual(['node', '--enable-source-maps', 'server/main.js']);
});

it('leaves secrets, data and history out of the build', () => {
  const ignored = readFileSync('.dockerignore', 'utf8').split('\n');
  expect(ignored).toEqual(expect.arrayContaining(['.git', '.env', '.data*', 'secrets', 'node_modules']));
});
