// The bytes on their way to one client: how many wait, when they are gone, how the line is cut.
import type { Socket } from 'socket.io';

/** A client that lets more than this wait has stopped reading, bytes. */
export const CUT_AT_BYTES = 1024 * 1024;
/** While more than this waits, a client that catches up is given no more, bytes. */
export const PAUSE_AT_BYTES = 256 * 1024;

/** What the engine's socket has and its types hide. */
interface Wire {
  writeBuffer: readonly { data?: unknown }[];
  transport: { socket?: { bufferedAmount: number; terminate(): void } };
}

/** Bytes (characters, where not yet encoded) that wait for this client in our memory. */
export function waitingBytes({ conn }: Socket): number {
  const { writeBuffer, transport } = conn as unknown as Wire;
  const queued = writeBuffer.reduce((sum, { data }) => sum + (typeof data === 'string' ? data.length : 0), 0);
  return queued + (transport.socket?.bufferedAmount ?? 0);
}

/** Calls once, as soon as what was handed to the network is through. */
export function onceDrained({ conn }: Socket, act: () => void): void {
  conn.transport.once('drain', () => setImmediate(act));
}

/** Ends the transport at once and not the session: the client comes back by itself and asks from its own cursor. */
export function cutLine({ conn }: Socket): void {
  const { socket } = (conn as unknown as Wire).transport;
  if (socket) socket.terminate();
  else conn.close(true);
}
