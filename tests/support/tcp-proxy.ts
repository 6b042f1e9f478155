// A line between browser and server that a test can cut and mend.
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { freePort } from '../prepare/postgres.ts';

export interface TcpProxy {
  readonly url: string;
  /** Breaks every connection and refuses new ones. */
  cut(): Promise<void>;
  /** Keeps connections open and takes new ones but passes nothing on, until it is mended: a dead network that says nothing. */
  freeze(): void;
  mend(): Promise<void>;
  close(): Promise<void>;
}

/** Listens on a port of its own and passes everything on to `port` of this machine. */
export async function startTcpProxy(port: number): Promise<TcpProxy> {
  const own = await freePort();
  const open = new Set<Socket>();
  let frozen = false;
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from);
      if (frozen) from.pause();
      else from.pipe(to);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        open.delete(from);
        to.destroy();
      });
    }
  });
  const listen = async () => {
    frozen = false;
    if (server.listening) return;
    server.listen(own, '127.0.0.1');
    await once(server, 'listening');
  };
  const cut = async () => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of open) socket.destroy();
    await closed;
  };
  await listen();
  return {
    url: `http://localhost:${own}`,
    cut,
    freeze: () => {
      frozen = true;
      for (const socket of open) {
        socket.unpipe();
        socket.pause();
      }
    },
    mend: listen,
    close: cut,
  };
}
