// A provider that lies: it answers every code with the identity token that the test makes, signed as the test wants.
import { createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HostileProvider {
  readonly issuer: string;
  /** What the next code is answered with; claims of a good token are given, to be spoilt. */
  answerWith(make: (claims: Record<string, unknown>, signers: Signers) => string): void;
  /** The address that an honest provider would send the browser back to. */
  sendBack(startedAt: string, over?: Record<string, string>): URL;
  stop(): Promise<void>;
}

export interface Signers {
  /** As an honest provider does. */
  readonly honest: (claims: object) => string;
  /** With a key of its own under the name of the published one. */
  readonly forged: (claims: object) => string;
  readonly unsigned: (claims: object) => string;
  /** With the public key as a shared secret. */
  readonly confused: (claims: object) => string;
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const rsaPair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });

export async function startHostileProvider(): Promise<HostileProvider> {
  const published = rsaPair();
  const other = rsaPair();
  const signers: Signers = {
    honest: (claims) => signed(claims, published.privateKey),
    forged: (claims) => signed(claims, other.privateKey),
    unsigned: (claims) => `${encode({ alg: 'none' })}.${encode(claims)}.`,
    confused: (claims) => {
      const body = `${encode({ alg: 'HS256', kid: 'one' })}.${encode(claims)}`;
      const secret = published.publicKey.export({ type: 'spki', format: 'pem' });
      return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`;
    },
  };
  let issuer = '';
  let nonce = '';
  let make: (claims: Record<string, unknown>, signers: Signers) => string = (claims) => signers.honest(claims);
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', issuer);
    if (pathname === '/.well-known/openid-configuration') return send(response, metadata(issuer));
    if (pathname === '/jwks') {
      const key = published.publicKey.export({ format: 'jwk' });
      return send(response, { keys: [{ ...key, kid: 'one', alg: 'RS256', use: 'sig' }] });
    }
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: issuer,
      aud: 'fengsui',
      sub: 'victim',
      iat: now,
      exp: now + 300,
      nonce,
      name: '某人',
      roles: ['duty'],
    };
    return send(response, {
      access_token: 'x',
      token_type: 'bearer',
      expires_in: 300,
      id_token: make(claims, signers),
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    answerWith: (next) => {
      make = next;
    },
    sendBack: (startedAt, over = {}) => {
      const asked = new URL(startedAt).searchParams;
      nonce = asked.get('nonce') ?? '';
      const back = new URL(asked.get('redirect_uri')!);
      back.search = new URLSearchParams({ code: 'any', state: asked.get('state')!, iss: issuer, ...over }).toString();
      return back;
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function signed(claims: object, key: KeyObject): string {
  const body = `${encode({ alg: 'RS256', kid: 'one' })}.${encode(claims)}`;
  return `${body}.${sign('sha256', Buffer.from(body), key).toString('base64url')}`;
}

const metadata = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/auth`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  code_challenge_methods_supported: ['S256'],
  authorization_response_iss_parameter_supported: true,
});

function send(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
