// `npm run bench [-- NAME…]`: measures each in its own process, side by side with a reference. Prints tables; asserts nothing.
import { existsSync } from 'node:fs';
import { run } from '../prepare/command.ts';
import { preparePackages } from '../prepare/packages.ts';
import { startCluster } from '../prepare/postgres.ts';

const ALL = ['tiles', 'grids-load', 'live', 'public', 'ogc', 'imports', 'wall', 'audit', 'lanes', 'rls', 'sign-in'];

const names = process.argv.slice(2);
const chosen = names.length > 0 ? names : ALL;
const unknown = chosen.filter((name) => !existsSync(`tests/bench/${name}.ts`));
if (unknown.length > 0) {
  console.error(`No such measurement: ${unknown.join(', ')}. There are ${ALL.join(', ')}.`);
  process.exit(2);
}

await preparePackages();
const given = process.env.FENGSUI_TEST_POSTGRES_URL;
const cluster = given ? undefined : await startCluster();
let worst = 0;
// Ctrl-C reaches the measurement too; the cluster is still put away.
process.on('SIGINT', () => (worst = 130));
for (const name of chosen) {
  const env = { ...process.env, FENGSUI_TEST_POSTGRES_URL: given ?? cluster?.url };
  worst = Math.max(worst, await run(process.execPath, ['--import', 'tsx', `tests/bench/${name}.ts`], { env }));
  if (worst >= 130) break;
}
await cluster?.remove();
process.exit(worst);
