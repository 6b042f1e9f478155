// A real OpenID provider as its own process. People come from a file that is read at every sign-in: { subject: claims }.
import { readFileSync } from 'node:fs';
import { Provider } from 'oidc-provider';

const { ISSUER, PEOPLE_FILE, REDIRECT_URI, HOME_URI } = process.env;

const claimsOf = (subject) => JSON.parse(readFileSync(PEOPLE_FILE, 'utf8'))[subject];

const provider = new Provider(ISSUER, {
  clients: [
    {
      client_id: 'fengsui',
      client_secret: 'a secret that only the two of them know',
      redirect_uris: [REDIRECT_URI],
      post_logout_redirect_uris: [HOME_URI],
      response_types: ['code'],
      grant_types: ['authorization_code'],
    },
  ],
  claims: { openid: ['sub', 'amr'], profile: ['name', 'preferred_username', 'roles'], email: ['email'] },
  conformIdTokenClaims: false,
  cookies: { keys: ['test'] },
  pkce: { required: () => true, methods: ['S256'] },
  async findAccount(_context, subject) {
    const claims = claimsOf(subject);
    return claims && { accountId: subject, claims: async () => ({ sub: subject, ...claims }) };
  },
  /** Nobody is asked whether we may know: the employer has said so. */
  async loadExistingGrant({ oidc }) {
    const { client, session } = oidc;
    session.amr = claimsOf(session.accountId).amr; // how it was that they signed in
    const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
    grant.addOIDCScope('openid profile email');
    await grant.save();
    return grant;
  },
});

provider.listen(Number(new URL(ISSUER).port), '127.0.0.1', () => process.stdout.write('ready\n'));
