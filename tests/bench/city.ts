// A PostgreSQL database with the demonstration city in it, for measurements.
import { run } from '../prepare/command.ts';

export const CITY = 'geodata/cities/wuxi-demo';

/** Runs a command of `npm run fengsui` on a database; throws where it fails. */
export async function fengsui(databaseUrl: string, dataDir: string, ...words: string[]): Promise<void> {
  const env = { ...process.env, DATABASE_URL: databaseUrl, DATA_DIR: dataDir, LOG_LEVEL: 'warn', DEMO: 'off' };
  const args = ['--import', 'tsx', 'server/cli.ts', ...words];
  const code = await run(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  if (code !== 0) throw new Error(`fengsui ${words.join(' ')} ended with ${code}`);
}
