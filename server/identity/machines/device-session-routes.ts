// A screen shows its key once and gets a cookie; from then on it needs nobody.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { isSecureAddress } from '../../platform/proxies.ts';
import type { Services } from '../../platform/services.ts';
import { DeviceKey } from '../contract.ts';
import { deviceCookie, deviceToken } from './device-cookie.ts';
import { endDeviceSession, openDeviceSession } from './device-sessions.ts';
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
          response: NOTHING,
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
        const { token, livesS } = await askOwner(ip, body.key, open);
        return reply
          .code(204)
          .header('set-cookie', deviceCookie(token, livesS, secure))
          .send(null);
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
