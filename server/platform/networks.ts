// Networks as an operator writes them.
import { isIP } from 'node:net';

export interface Network {
  readonly address: string;
  /** Bits that count. */
  readonly prefix: number;
  readonly family: 'ipv4' | 'ipv6';
}

/** Networks separated by commas, none where nothing is written; undefined where one of them is none. */
export function readNetworks(text: string): Network[] | undefined {
  if (text === '') return [];
  const networks = text.split(',').map((one): Network | undefined => {
    const [address = '', prefix = ''] = one.trim().split('/');
    const version = isIP(address);
    const bits = /^\d{1,3}$/.test(prefix) ? Number(prefix) : NaN;
    if (version === 0 || !(bits <= (version === 4 ? 32 : 128))) return undefined;
    return { address, prefix: bits, family: version === 4 ? 'ipv4' : 'ipv6' };
  });
  return networks.every((network) => network !== undefined) ? networks : undefined;
}
