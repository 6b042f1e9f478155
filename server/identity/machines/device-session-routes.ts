// A screen shows its key once and gets a cookie, at once or when it is let in; from then on it needs nobody.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { isSecureAddress } from '../../platform/proxies.ts';
import type { Services } from '../../platform/services.ts';
import { DeviceKey, ScreenState, WaitingScreen } from '../contract.ts';
import { deviceCookie, deviceToken } from './device-cookie.ts';
import { endDeviceSession, findWaiting, openDeviceSession, WAITS_S } from './device-sessions.ts';
import { countFailedCredentials } from '../failed-credentials.ts';
import { allow } from '../guard.ts';
import { wrongKey } from './machine-subjects.ts';

const tags = ['identity'];
const show = { access: allow('public', 'identity:show-device-key', { area: 'none', data: 'public' }) };
const NOTHING = { 204: Type.Null() };

export const deviceSessionRoutes =
  ({ db, database, config }: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    const secure = isSecureAddress(config);
    const askOwner = countFailedCredentials();

    app.post(
      '/',
      {
        config: show,
        schema: {
          tags,
          summary: 'Show the key of a screen; a cookie then stands for it',
          body: DeviceKey,
          response: { ...NOTHING, 202: WaitingScreen },
        },
      },
      async ({ body, headers, ip }, reply) => {
        const open = async () => {
          const opened = await openDeviceSession(database, {
            key: body.key.trim(),
            address: ip,
            agent: headers['user-agent'],
          });
          if (!opened) throw wrongKey();
          return opened;
        };
        const { token, livesS, waiting, code } = await askOwner(ip, body.key, open);
        if (!waiting)
          return reply
            .code(204)
            .header('set-cookie', deviceCookie(token, livesS, secure))
            .send(null);
        return reply
          .code(202)
          .header('set-cookie', deviceCookie(token, WAITS_S, secure, 'waiting'))
          .send({ code });
      },
    );

    app.get(
      '/',
      {
        config: show,
        schema: {
          tags,
          summary: 'Whether this screen was let in: then its cookie stands for it from now on',
          response: { 200: ScreenState },
        },
      },
      async ({ headers }, reply) => {
        const token = deviceToken(headers.cookie, secure, 'waiting');
        const found = token === undefined ? undefined : await findWaiting(db, token);
        if (!found) return { state: 'not-waiting' } as const;
        if (found.waiting) return { state: 'waiting', code: found.code } as const;
        const cookies = [deviceCookie(token, found.livesS, secure), deviceCookie(undefined, 0, secure, 'waiting')];
        return reply.header('set-cookie', cookies).send({ state: 'let-in' });
      },
    );

    app.delete(
      '/',
      { config: show, schema: { tags, summary: 'Take the cookie of a screen away', response: NOTHING } },
      async ({ headers }, reply) => {
        const token = deviceToken(headers.cookie, secure);
        if (token !== undefined) await endDeviceSession(db, token);
        return reply
          .code(204)
          .header('set-cookie', deviceCookie(undefined, 0, secure))
          .send(null);
      },
    );
  };
