// A process of its own that writes numbers into the embedded database and says each one once it is committed. Killed by its test.
import { openEmbedded } from '../../db/embedded.ts';
import { sql, trusted } from '../../db/sql.ts';

const [dataDir = ''] = process.argv.slice(2);
const say = (word: string): void => void process.stdout.write(`${word}\n`);
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

const database = await openEmbedded({ dataDir, clock: () => new Date(), log: silent });
await database.owner.many(trusted(`CREATE TABLE IF NOT EXISTS written (n integer PRIMARY KEY, filling text)`));
const last = await database.owner.one<{ n: number }>(sql`SELECT coalesce(max(n), 0) AS n FROM written`);
database.door?.serve(async (request, print) => {
  print('at work');
  return { heard: request };
});
say('open');
for (let n = last!.n + 1; ; n += 1) {
  await database.owner.one(sql`INSERT INTO written VALUES (${n}, repeat('x', 1000))`);
  say(String(n));
}
