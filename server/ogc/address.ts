// Addresses in answers are absolute, as clients of the standard expect them.
import type { FastifyRequest } from 'fastify';
import type { Config } from '../platform/config.ts';

const HOST = /^(\[[0-9a-f:.]+\]|[0-9a-z._-]+)(:\d{1,5})?$/i;
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i;
const PASSED_ON = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'] as const;

/**
 * Where the caller has reached us, without a slash at the end.
 *
 * The address in PUBLIC_URL, but for programs of this machine that ask it by name: links to elsewhere would lose them
 * what they may see here. Without a PUBLIC_URL the host that was asked for, at a proxy of ours too.
 */
export function originOf(
  { headers, host, protocol }: Pick<FastifyRequest, 'headers' | 'host' | 'protocol'>,
  { publicUrl, port }: Pick<Config, 'publicUrl' | 'port'>,
): string {
  const isSet = publicUrl !== `http://localhost:${port}`;
  const isHere = LOOPBACK.test(host) && PASSED_ON.every((name) => headers[name] === undefined);
  return HOST.test(host) && (isHere || !isSet)
    ? `${protocol === 'https' ? 'https' : 'http'}://${host.toLowerCase()}`
    : publicUrl;
}
