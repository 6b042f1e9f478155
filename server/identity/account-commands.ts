import { parseArgs } from 'node:util';
import { Value } from 'typebox/value';
import { sql } from '../../db/sql.ts';
import { forOperator, type Command, type CommandIo } from '../platform/command.ts';
import type { Services } from '../platform/services.ts';
import { createAccount, listAccounts, newPassword, removeSecondFactors, resetPassword } from './accounts.ts';
import { Login, PostRole } from './contract.ts';
import { openPasswordHashing } from './sign-in/password-hash.ts';
import { findAccountByLogin } from './sign-in/store.ts';

const ROLES = PostRole.enum;

/** The shell of the machine stands for nobody who signs in. */
const asOperator = ({ database }: Services, areas: readonly string[]) =>
  database.as({ role: 'job', areas, actor: 'operator' });

const createUser: Command = {
  name: 'user create',
  access: forOperator('identity:user-create'),
  usage: `user create LOGIN --role R [--name N] [--areas a,b] [--title T]  makes an account, prints its password once; roles: ${ROLES.join(', ')}`,
  async run(services, args, { print }) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        role: { type: 'string' },
        name: { type: 'string' },
        areas: { type: 'string' },
        title: { type: 'string' },
        unit: { type: 'string' },
      },
    });
    const [login = ''] = positionals;
    const { role, name = login, title = '', unit } = values;
    if (!Value.Check(Login, login))
      return refuse(print, 'A login has 2 to 40 small letters, digits, dots, _ or -: user create LOGIN --role R');
    if (!Value.Check(PostRole, role)) return refuse(print, `--role is one of ${ROLES.join(', ')}`);
    if ((role === 'unit') !== (unit !== undefined)) return refuse(print, 'The role unit has a --unit, no other has');
    if (name.trim() === '' || name.length > 40 || title.length > 60)
      return refuse(print, 'A name has at most 40 characters, a title 60');
    const areas = await findAreas(services, values.areas);
    if (areas.length === 0) return refuse(print, 'Name division paths that are loaded: --areas 3202,320205');
    if (await findAccountByLogin(services.db, login)) return refuse(print, `There is an account ${login} already`);
    const password = newPassword();
    const passwordHash = await openPasswordHashing().hash(password);
    const account = {
      login,
      name,
      role,
      areas,
      title,
      passwordHash,
      mustChange: true,
      ...(unit !== undefined && { unit }),
    };
    await asOperator(services, areas).transaction((tx) => createAccount(tx, account));
    print(`Account ${login} ${password}`);
    print('The password is shown this once and has to be changed at the first sign-in.');
    return 0;
  },
};

const resetUser: Command = {
  name: 'user reset',
  access: forOperator('identity:user-reset'),
  usage: 'user reset LOGIN [--second-factor]  gives a new password, printed once; takes the second factors away too',
  async run(services, args, { print }) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { 'second-factor': { type: 'boolean' } },
    });
    const account = await findAccountByLogin(services.db, positionals[0] ?? '');
    if (!account) return refuse(print, `There is no account ${positionals[0] ?? ''}`.trim());
    const password = newPassword();
    const hash = await openPasswordHashing().hash(password);
    await asOperator(services, [account.divisionPath]).transaction(async (tx) => {
      await resetPassword(tx, account.id, hash);
      if (values['second-factor']) await removeSecondFactors(tx, account.id);
    });
    print(`Account ${account.login} ${password}`);
    print(
      'The password is shown this once and has to be changed at the next sign-in. All sessions of the account have ended.',
    );
    return 0;
  },
};

const listUsers: Command = {
  name: 'user list',
  access: forOperator('identity:user-list'),
  readsOnly: true,
  usage: 'user list  lists the accounts with their roles',
  async run({ db }, _args, { print }) {
    const accounts = await db.transaction(listAccounts);
    for (const { login, name, roles, hasSecondFactor, isDeactivated } of accounts)
      print(
        [
          login,
          name,
          roles.join(','),
          hasSecondFactor ? 'second-factor' : '-',
          isDeactivated ? 'deactivated' : 'active',
        ].join('\t'),
      );
    if (accounts.length === 0) print('No account exists yet: user create LOGIN --role system-admin --name NAME');
    return 0;
  },
};

function refuse(print: CommandIo['print'], why: string): 2 {
  print(why);
  return 2;
}

/** Those named, if all of them are loaded, else none; the city where none is named. The divisions belong to "grids". */
async function findAreas({ db }: Services, named: string | undefined): Promise<string[]> {
  const paths = named?.split(',').map((path) => path.trim()) ?? null;
  const found = await db.many<{ path: string }>(sql`
    SELECT path FROM grids.division WHERE CASE WHEN ${paths}::text[] IS NULL THEN level = 'city' ELSE path = ANY (${paths}) END ORDER BY path`);
  return paths && found.length < new Set(paths).size ? [] : found.map(({ path }) => path);
}

export const accountCommands: readonly Command[] = [createUser, resetUser, listUsers];
