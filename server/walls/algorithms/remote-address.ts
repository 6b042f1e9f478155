// Under which address a phone reaches this server. Pure.

export interface Reach {
  /** As set: `https://fengsui.example.cn` or `http://localhost:8080`. */
  readonly publicUrl: string;
  /** `Host` of the request of the wall's page: `10.0.0.5:8080`. */
  readonly host: string | undefined;
  /** Where the server listens: `127.0.0.1`, `0.0.0.0`. */
  readonly listensOn: string;
  readonly port: number;
  /** Addresses of this machine in its networks. */
  readonly addresses: readonly string[];
}

/**
 * The first that a phone can use: the address that people type, the one that the wall itself uses, this machine's in its network.
 * Where the server hears nobody but this machine, the address is good for trials on it alone.
 */
export function remoteAddress({ publicUrl, host, listensOn, port, addresses }: Reach): {
  origin: string;
  reach: 'network' | 'this-machine';
} {
  if (!isLoopback(new URL(publicUrl).hostname)) return { origin: publicUrl, reach: 'network' };
  const used = host === undefined ? undefined : `http://${host}`;
  const here = { origin: used ?? publicUrl, reach: 'this-machine' } as const;
  if (isLoopback(listensOn)) return here;
  if (used !== undefined && !isLoopback(new URL(used).hostname)) return { origin: used, reach: 'network' };
  const own = addresses.find((address) => FOUR_NUMBERS.test(address) && !isLoopback(address));
  return own === undefined ? here : { origin: `http://${own}:${port}`, reach: 'network' };
}

/** IPv4, as the system writes it: what every phone's network has. */
const FOUR_NUMBERS = /^\d{1,3}(\.\d{1,3}){3}$/;
const isLoopback = (name: string) => /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(name);
