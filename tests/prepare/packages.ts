// What the tests need of the machine. As root on Debian missing packages are installed; elsewhere the message says what to install.
import { existsSync } from 'node:fs';
import { findChromium } from './chromium.ts';
import { ask, must } from './command.ts';
import { findPostgres } from './postgres.ts';

interface Need {
  readonly what: string;
  readonly debian: string;
  readonly elsewhere: string;
  readonly found: () => boolean;
}

const NEEDS: readonly Need[] = [
  {
    what: 'PostgreSQL ≥ 15 with PostGIS ≥ 3.3',
    debian: 'postgresql-postgis',
    elsewhere: 'or FENGSUI_TEST_POSTGRES_URL=postgres://… of a server where the tests may create databases and roles',
    found: () => Boolean(process.env.FENGSUI_TEST_POSTGRES_URL) || findPostgres() !== undefined,
  },
  {
    what: 'GDAL with its programs, 3.6 or newer',
    debian: 'gdal-bin',
    elsewhere: 'or ogrinfo and ogr2ogr on the path',
    found: () => ask('ogr2ogr', ['--version']) !== undefined,
  },
  {
    what: 'Chromium',
    debian: 'chromium',
    elsewhere: 'or CHROME_PATH=… of a Chromium or Chrome',
    found: () => findChromium() !== undefined,
  },
  {
    what: 'nginx',
    debian: 'nginx-light',
    elsewhere: 'or any nginx with TLS on the path',
    found: () => ask('nginx', ['-v']) !== undefined,
  },
  {
    what: 'a font with Chinese characters',
    debian: 'fonts-noto-cjk',
    elsewhere: 'any font that fontconfig lists for zh',
    // Systems without fontconfig (macOS, Windows) come with Chinese fonts.
    found: () => process.platform !== 'linux' || Boolean(ask('fc-list', [':lang=zh', 'family'])),
  },
];

/** Makes sure that everything is there; throws with what is missing and how to get it. */
export async function preparePackages(): Promise<void> {
  const missing = NEEDS.filter((need) => !need.found());
  if (missing.length === 0) return;
  if (mayInstall()) await install(missing);
  const still = missing.filter((need) => !need.found());
  if (still.length === 0) return;
  const lines = still.map((need) => `  ${need.what}: apt-get install ${need.debian}, ${need.elsewhere}`);
  throw new Error(`The tests need what this machine does not have:\n${lines.join('\n')}`);
}

const mayInstall = () => process.getuid?.() === 0 && existsSync('/etc/debian_version');

async function install(needs: readonly Need[]): Promise<void> {
  console.log(`installing from Debian: ${needs.map((need) => need.debian).join(', ')}`);
  await insist('apt-get', ['update']);
  const packages = needs.map((need) => (need.debian === 'postgresql-postgis' ? postgisPackage() : need.debian));
  await insist('apt-get', ['install', '--yes', '--no-install-recommends', ...packages]);
}

/** Each Debian release carries one PostgreSQL; the package of its PostGIS bears the number. */
function postgisPackage(): string {
  const found = ask('apt-cache', ['search', '--names-only', '^postgresql-[0-9]+-postgis-3$']) ?? '';
  const names = found.split('\n').flatMap((line) => line.split(' ')[0] || []);
  return names.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1) ?? 'postgresql-postgis';
}

/** Mirrors fail for moments: three tries, and the last failure is told. */
async function insist(program: string, args: readonly string[]): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (let left = 2; ; left -= 1) {
    try {
      return await must(program, ['-o', 'Acquire::Retries=3', '-o', 'DPkg::Lock::Timeout=300', ...args], { env });
    } catch (reason) {
      if (left === 0) throw reason;
      console.log(`${program} ${args[0]} failed; once more`);
    }
  }
}
