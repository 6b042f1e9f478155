// Who asks, and how he reached us. What a proxy says of it counts only where the proxy is one of ours: anybody can write a header.
import proxyAddr from '@fastify/proxy-addr';
import type { FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { Asker } from '../identity/guard.ts';
import type { Config } from './config.ts';

/** Whether an address is that of a proxy of ours; as Fastify's `trustProxy` takes it. */
export type TrustProxy = (address: string, hop: number) => boolean;

/** Trusts the configured networks, and nobody where there are none. */
export function trustedProxies({ trustedProxies: networks }: Pick<Config, 'trustedProxies'>): TrustProxy {
  if (networks.length === 0) return () => false;
  return proxyAddr.compile(networks.map(({ address, prefix }) => `${address}/${prefix}`));
}

/** Reads who asks from a request or from the handshake of a socket: the same for both. */
export type ReadAsker = (request: IncomingMessage) => Asker;

/**
 * Behind proxies of ours the asker is the nearest address that is none of them, and `host` is what was asked for at the first one.
 * From anybody else `X-Forwarded-*` changes nothing.
 */
export function askerReader(config: Pick<Config, 'trustedProxies'>): ReadAsker {
  const isOurs = trustedProxies(config);
  return (request) => {
    const { headers, socket } = request;
    if (socket.remoteAddress === undefined || !isOurs(socket.remoteAddress, 0))
      return { headers, remoteAddress: socket.remoteAddress };
    const asked = lastOf(headers['x-forwarded-host']);
    return {
      headers: asked === undefined ? headers : { ...headers, host: asked },
      remoteAddress: proxyAddr.all(request, isOurs).findLast((address) => isIP(address) !== 0),
    };
  };
}

/** Proxies add at the end: what stands before may have been brought along. */
function lastOf(header: string | string[] | undefined): string | undefined {
  return [header].flat().at(-1)?.split(',').at(-1)?.trim() || undefined;
}

/** Whether people type an address that is encrypted: then every cookie is for such lines alone. */
export const isSecureAddress = ({ publicUrl }: Pick<Config, 'publicUrl'>): boolean => publicUrl.startsWith('https:');

/** Whether the person's line to us is encrypted, by the address people type or by the word of a proxy of ours. */
export function isOverTls({ protocol }: Pick<FastifyRequest, 'protocol'>, config: Pick<Config, 'publicUrl'>) {
  return protocol === 'https' || isSecureAddress(config);
}
