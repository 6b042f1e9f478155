import { forOperator, type Command } from '../../platform/command.ts';
import { linkAccount } from './accounts.ts';

export const oidcCommands: readonly Command[] = [
  {
    name: 'oidc link',
    access: forOperator('identity:oidc-link'),
    usage: 'oidc link LOGIN SUBJECT  lets a subject of the single sign-on be an account that exists',
    async run({ db, config }, [login, subject], { print }) {
      if (!config.oidc || !login || !subject) {
        print(config.oidc ? 'Say who is whom: oidc link LOGIN SUBJECT' : 'No single sign-on is set up: OIDC_ISSUER');
        return 2;
      }
      const { issuer } = config.oidc;
      const linked = await db.transaction((tx) => linkAccount(tx, login, { issuer, subject }));
      print(linked ? `Linked: ${login}` : 'There is no such account');
      return linked ? 0 : 1;
    },
  },
];
