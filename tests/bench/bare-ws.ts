// The reference of the live line: whatever is posted goes to every open socket, by `ws` alone. Prints its port; ends with its standard input.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

const sockets = new WebSocketServer({ noServer: true });
const server = createServer(async (request, reply) => {
  if (request.method === 'GET') return reply.end(JSON.stringify(process.cpuUsage()));
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  for (const socket of sockets.clients) socket.send(text);
  return reply.writeHead(204).end();
});
server.on('upgrade', (request, socket, head) => sockets.handleUpgrade(request, socket, head, () => undefined));
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
process.stdin.resume().on('end', () => process.exit(0));
