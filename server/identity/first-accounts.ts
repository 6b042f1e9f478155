// Nobody can sign in at the first start: in a demonstration everybody is made, elsewhere it is said how to make the first.
import type { Services } from '../platform/services.ts';
import { createAccount, newPassword } from './accounts.ts';
import type { PostRole } from './contract.ts';
import { watchSetUp } from './set-up.ts';
import { openPasswordHashing } from './sign-in/password-hash.ts';
import { findTerritory } from './store.ts';

/** What the people of the demonstration are called, by their role, which is also the name that they sign in by. */
const DEMONSTRATION: Readonly<Record<PostRole, string>> = {
  'duty-officer': '演示值班员',
  manager: '演示管理员',
  clerk: '演示业务员',
  analyst: '演示分析员',
  'grid-worker': '演示网格员',
  unit: '演示单位',
  'system-admin': '演示系统管理员',
  'security-admin': '演示安全管理员',
  'audit-admin': '演示审计管理员',
};

const DEMONSTRATION_UNIT = 'demo-unit';

const HOW_TO = `No account exists yet: only /public is served. On the server: npm run fengsui -- user create LOGIN --role system-admin --name NAME`;

/** Makes one account a role where this is a demonstration on this machine alone; prints their passwords, once. */
export async function makeFirstAccounts(services: Services, print: (line: string) => void): Promise<void> {
  const { config, db } = services;
  if (await watchSetUp(services)()) return;
  const areas = (await findTerritory(db)).filter(({ level }) => level === 'city').map(({ path }) => path);
  if (config.databaseUrl !== undefined || !config.demo || areas.length === 0) return print(HOW_TO);
  const hashing = openPasswordHashing();
  const roles = Object.keys(DEMONSTRATION) as PostRole[];
  const made = await Promise.all(
    roles.map(async (role) => {
      const password = newPassword();
      return { role, password, passwordHash: await hashing.hash(password) };
    }),
  );
  await db.transaction(async (tx) => {
    for (const { role, passwordHash } of made)
      await createAccount(tx, {
        login: role,
        name: DEMONSTRATION[role],
        role,
        areas,
        title: DEMONSTRATION[role],
        ...(role === 'unit' && { unit: DEMONSTRATION_UNIT }),
        passwordHash,
        mustChange: false,
      });
  });
  print('Accounts of the demonstration, one a role; their passwords are shown this once:');
  for (const { role, password } of made) print(`Account ${role} ${password}`);
}
