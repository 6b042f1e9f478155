// What every answer tells the browser not to do.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Config } from './config.ts';
import { isOverTls } from './proxies.ts';

const TIANDITU = 'https://*.tianditu.gov.cn';

/** The Content-Security-Policy: nothing from elsewhere, unless 天地图 is switched on by its key. */
export function contentSecurityPolicy({ tiandituKey }: Pick<Config, 'tiandituKey'>): string {
  return policy(tiandituKey ? ` ${TIANDITU}` : '', " 'unsafe-inline'");
}

function policy(maps: string, styles: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    `connect-src 'self'${maps}`,
    `img-src 'self' data: blob:${maps}`,
    "font-src 'self'",
    `style-src 'self'${styles}`,
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** That of /public: no style but that of its own files, nothing from elsewhere at all. */
export const PUBLIC_PAGE_POLICY = policy('', '');

/** A year, after which browsers may try without TLS again. */
const ONLY_TLS = 'max-age=31536000';

export function addSecurityHeaders(app: FastifyInstance, config: Config): void {
  const headers = {
    'content-security-policy': contentSecurityPolicy(config),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), payment=(), usb=()',
  };
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(headers);
    if (isOverTls(request, config)) reply.header('strict-transport-security', ONLY_TLS);
  });
  app.addHook('onSend', async (request, reply) => {
    const cookies = reply.getHeader('set-cookie');
    if (cookies !== undefined && isOverTls(request, config))
      reply.removeHeader('set-cookie').header('set-cookie', overTlsAlone(cookies));
    if (reply.getHeader('cache-control') === undefined && isPrivate(request)) reply.header('cache-control', 'no-store');
  });
}

/** Whatever sets a cookie over TLS: it is not sent without. */
const overTlsAlone = (cookies: string | string[] | number): string[] =>
  [cookies]
    .flat()
    .map((cookie) => (/;\s*secure\b/i.test(String(cookie)) ? String(cookie) : `${String(cookie)}; Secure`));

/** What no route has said otherwise of is kept by no cache, unless it is a page or a file for everybody. */
const isPrivate = ({ url, routeOptions }: FastifyRequest) =>
  /^\/(api|ogc|live|metrics)\b/.test(url) || routeOptions.config.access?.data !== 'public';
