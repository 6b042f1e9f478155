// Passkeys, by a device made of Node's own cryptography: attestation "none", ES256.
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import { aBrowser, anAccount, type Browser } from './person.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { PUBLIC_URL: 'http://localhost' } });
});
afterAll(() => app.close());

const b64 = (bytes: Buffer | string) => Buffer.from(bytes).toString('base64url');
const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest();

/** Just the CBOR that a device writes (RFC 8949): small integers, byte strings, text, maps. */
function cbor(
  value: number | string | Buffer | Map<number | string, number | string | Buffer | Map<never, never>>,
): Buffer {
  const head = (major: number, length: number) =>
    length < 24
      ? Buffer.from([(major << 5) | length])
      : length < 256
        ? Buffer.from([(major << 5) | 24, length])
        : Buffer.from([(major << 5) | 25, length >> 8, length & 255]);
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  return Buffer.concat([head(5, value.size), ...[...value].flatMap(([key, inner]) => [cbor(key), cbor(inner)])]);
}

const PRESENT = 1;
const VERIFIED = 4;
const NEW_KEY = 64;

interface Device {
  readonly id: Buffer;
  readonly key: KeyObject;
  readonly publicKey: KeyObject;
  counter: number;
}

const aDevice = (): Device => {
  const { privateKey: key, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { id: randomBytes(32), key, publicKey, counter: 0 };
};

interface Asked {
  readonly challenge: string;
  readonly origin?: string;
  readonly rpId?: string;
  readonly flags?: number;
}

const clientData = (type: string, { challenge, origin = 'http://localhost' }: Asked) =>
  Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));

function authData(
  device: Device,
  { rpId = 'localhost', flags = PRESENT | VERIFIED }: Asked,
  more = Buffer.alloc(0),
): Buffer {
  const counter = Buffer.alloc(4);
  counter.writeUInt32BE(device.counter);
  return Buffer.concat([sha256(rpId), Buffer.from([flags | (more.length > 0 ? NEW_KEY : 0)]), counter, more]);
}

function made(device: Device, asked: Asked): object {
  const { x, y } = device.publicKey.export({ format: 'jwk' });
  const cose = cbor(
    new Map<number, number | Buffer>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x!, 'base64url')],
      [-3, Buffer.from(y!, 'base64url')],
    ]),
  );
  const length = Buffer.from([0, device.id.length]);
  const data = authData(device, asked, Buffer.concat([Buffer.alloc(16), length, device.id, cose]));
  const attestation = cbor(
    new Map<string, string | Buffer | Map<never, never>>([
      ['fmt', 'none'],
      ['attStmt', new Map<never, never>()],
      ['authData', data],
    ]),
  );
  return answerOf(device, {
    clientDataJSON: b64(clientData('webauthn.create', asked)),
    attestationObject: b64(attestation),
    transports: ['internal'],
  });
}

function signed(device: Device, asked: Asked): object {
  device.counter += 1;
  const data = authData(device, asked);
  const client = clientData('webauthn.get', asked);
  const signature = sign('sha256', Buffer.concat([data, sha256(client)]), device.key);
  return answerOf(device, { clientDataJSON: b64(client), authenticatorData: b64(data), signature: b64(signature) });
}

const answerOf = ({ id }: Device, response: object) => ({
  id: b64(id),
  rawId: b64(id),
  type: 'public-key',
  response,
  clientExtensionResults: {},
});

const askToMake = async (browser: Browser) =>
  (await browser.ask('POST', '/second-factor/passkeys/options', {})).json<{
    challenge: string;
    excludeCredentials: object[];
  }>();
const askToSign = async (browser: Browser) =>
  (await browser.ask('POST', '/sign-in/passkey-options', {})).json<{ challenge: string }>();
const keep = (browser: Browser, response: object, name = '工位电脑') =>
  browser.ask('POST', '/second-factor/passkeys', { name, response });
const signInWith = (browser: Browser, response: object) => browser.ask('POST', '/sign-in/passkey', { response });

async function withPasskey(login: string) {
  const id = await anAccount(app, { login });
  const browser = aBrowser(app);
  await browser.signIn(login);
  const device = aDevice();
  const kept = await keep(browser, made(device, await askToMake(browser)));
  expect(kept.statusCode).toBe(204);
  return { id, browser, device };
}

it('is kept, stands for both factors, and signs in without a name', async () => {
  const { id, browser, device } = await withPasskey('finger');
  expect(await browser.session()).toMatchObject({ role: 'manager', step: null });
  expect((await browser.ask('GET', '/second-factor')).json()).toMatchObject({
    passkeys: [{ id: b64(device.id), name: '工位电脑', usedAt: null }],
  });
  expect((await askToMake(browser)).excludeCredentials).toHaveLength(1);

  const by = aBrowser(app);
  expect((await signInWith(by, signed(device, await askToSign(by)))).json()).toMatchObject({
    user: { id },
    role: 'manager',
    step: null,
  });
  const password = aBrowser(app);
  expect((await password.signIn('finger')).json()).toMatchObject({ step: 'second-factor' });
  expect((await signInWith(password, signed(device, await askToSign(password)))).json()).toMatchObject({
    role: 'manager',
    step: null,
  });
});

it('opens once for what was asked, here, by a verified person, by the device itself, and not a copy of it', async () => {
  const { device } = await withPasskey('careful');
  const browser = aBrowser(app);
  const refused = async (response: object) =>
    expect((await signInWith(browser, response)).json()).toMatchObject({
      status: 401,
      type: '/problems/wrong-passkey',
    });
  const { challenge } = await askToSign(browser);
  await refused(signed(device, { challenge: b64(randomBytes(32)) }));
  await refused(signed(device, { ...(await askToSign(browser)), origin: 'https://evil.example' }));
  await refused(signed(device, { ...(await askToSign(browser)), rpId: 'evil.example' }));
  await refused(signed(device, { ...(await askToSign(browser)), flags: PRESENT }));
  await refused(signed({ ...aDevice(), id: device.id, counter: 50 }, await askToSign(browser)));
  await refused(signed(aDevice(), await askToSign(browser)));
  expect((await signInWith(browser, signed(device, { challenge }))).statusCode).toBe(200);
  await refused(signed(device, { challenge }));
  await refused(signed({ ...device, counter: 1 }, await askToSign(browser)));
  const late = await askToSign(browser);
  app.clock.advance(301);
  await refused(signed(device, late));
});

it('is made only for what this session was asked, once, and belongs to one person', async () => {
  const { browser, device } = await withPasskey('owner');
  await anAccount(app, { login: 'taker' });
  const taker = aBrowser(app);
  await taker.signIn('taker');
  const asked = await askToMake(browser);
  const foreign = { status: 422, type: '/problems/passkey-not-made' };
  expect((await keep(taker, made(aDevice(), asked))).json()).toMatchObject(foreign);
  expect((await keep(browser, made(aDevice(), asked))).statusCode).toBe(204);
  expect((await keep(browser, made(aDevice(), asked))).json()).toMatchObject(foreign);
  expect(
    (await keep(browser, made(aDevice(), { ...(await askToMake(browser)), flags: PRESENT }))).json(),
  ).toMatchObject(foreign);
  expect((await keep(taker, made(device, await askToMake(taker)))).json()).toMatchObject({
    status: 409,
    type: '/problems/passkey-known',
  });
  expect((await taker.ask('DELETE', `/second-factor/passkeys/${b64(device.id)}`)).statusCode).toBe(404);
  expect((await browser.ask('DELETE', `/second-factor/passkeys/${b64(device.id)}`)).statusCode).toBe(204);
  const gone = aBrowser(app);
  expect((await signInWith(gone, signed(device, await askToSign(gone)))).statusCode).toBe(401);
});

it('proves who changes it: asked for once more, signed by a device of this very person', async () => {
  const { browser, device } = await withPasskey('proves');
  const other = await withPasskey('proves-not');
  app.clock.advance(301);
  const remove = () => browser.ask('DELETE', `/second-factor/passkeys/${b64(device.id)}`);
  expect((await remove()).json()).toMatchObject({ status: 403, type: '/problems/proof-needed' });
  const prove = async (by: Device) => browser.ask('POST', '/proof', { passkey: signed(by, await askToSign(browser)) });
  expect((await prove(other.device)).json()).toMatchObject({ status: 401, type: '/problems/wrong-passkey' });
  expect((await remove()).statusCode).toBe(403);
  expect((await prove(device)).statusCode).toBe(200);
  expect((await remove()).statusCode).toBe(204);
});
