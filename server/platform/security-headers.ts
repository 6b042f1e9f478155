// What every answer tells the browser not to do.
import type { FastifyInstance } from 'fastify';
import type { Config } from './config.ts';

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

export function addSecurityHeaders(app: FastifyInstance, config: Config): void {
  const headers = {
    'content-security-policy': contentSecurityPolicy(config),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), payment=(), usb=()',
    ...(config.publicUrl.startsWith('https:') ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  };
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(headers);
  });
}
