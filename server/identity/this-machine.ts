// Whether a request comes from this machine and was meant for it.
import { BlockList, isIPv4 } from 'node:net';
import type { Config } from '../platform/config.ts';
import type { Asker } from './guard.ts';

const PASSED_ON = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'] as const;

/**
 * True for askers of the demonstration networks (loopback unless set otherwise) who name this machine in `Host`.
 *
 * A foreign name that resolves to 127.0.0.1 (DNS rebinding) is not ours; nor is what a proxy on this machine passes on,
 * since the person may sit anywhere.
 */
export function thisMachine({
  demoAddresses,
  publicUrl,
}: Pick<Config, 'demoAddresses' | 'publicUrl'>): (asker: Asker) => boolean {
  const networks = new BlockList();
  for (const { address, prefix, family } of demoAddresses) networks.addSubnet(address, prefix, family);
  const names = new Set(['localhost', '127.0.0.1', '[::1]', new URL(publicUrl).hostname]);
  return ({ headers, remoteAddress }) => {
    if (remoteAddress === undefined || PASSED_ON.some((name) => headers[name] !== undefined)) return false;
    const address = remoteAddress.replace(/^::ffff:(?=\d+\.)/, '');
    return networks.check(address, isIPv4(address) ? 'ipv4' : 'ipv6') && names.has(hostNameOf(headers.host) ?? '');
  };
}

/** The name in a `Host` header without its port, lower case; undefined where it is none. */
export function hostNameOf(host: string | undefined): string | undefined {
  const name = /^(\[[0-9a-f:.]+\]|[0-9a-z._-]+)(:\d{1,5})?$/i.exec(host ?? '')?.[1];
  return name?.toLowerCase();
}
