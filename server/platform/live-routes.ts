// The HTTP side of live push: positions, and the way of the socket's requests through the guard.
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Socket as EngineSocket } from 'engine.io';
import type { IncomingMessage } from 'node:http';
import { finished, type Duplex } from 'node:stream';
import type { Access, Subject } from '../identity/guard.ts';
import type { Topic } from './capability.ts';
import { Position } from './contract.ts';
import type { EventLog } from './event-log.ts';
import type { Live } from './live.ts';
import type { Visitor } from './live-places.ts';
import { problemBody, toProblem } from './problem-answers.ts';
import { Problem } from './problem.ts';

const KNOCK: Access = { who: ['public'], act: 'platform:open-line', area: 'none', data: 'public' };
const ASK_POSITION: Access = { who: ['public'], act: 'platform:ask-position', area: 'none', data: 'public' };

/** GET /api/live/position/:topic */
export const positionRoutes =
  (
    events: EventLog,
    topics: readonly Topic[],
    isAllowed: (access: Access, subject: Subject) => boolean,
  ): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/position/:topic',
      {
        config: { access: ASK_POSITION },
        schema: {
          tags: ['live'],
          summary: 'Where a topic stands: ask before the snapshot, then follow from here',
          params: Type.Object({ topic: Type.String({ maxLength: 64 }) }),
          response: { 200: Position },
        },
      },
      async ({ params, subject }, reply) => {
        const topic = topics.find(({ name }) => name === params.topic);
        if (!topic || !isAllowed(topic.access, subject))
          throw new Problem(404, 'no-such-topic', 'There is no such topic');
        reply.header('cache-control', 'no-store');
        const { head } = await events.marks(topic.name);
        return { topic: topic.name, seq: head, scopeEpoch: subject.scopeEpoch };
      },
    );
  };

type Door = Pick<Live, 'engine' | 'places'>;

/** Long polling at /live/: guarded like any route, then handed to the engine with its body unread. */
export const pollingRoutes =
  ({ engine, places }: Door): FastifyPluginAsync =>
  async (app) => {
    /** Of requests that have begun a line which is not open yet. */
    const held = new WeakMap<IncomingMessage, () => void>();
    engine.on('connection', (line: EngineSocket) => {
      const giveBack = held.get(line.request);
      held.delete(line.request);
      if (giveBack) line.once('close', giveBack);
    });
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', (_request, _payload, done) => done(null));
    app.route({
      method: ['GET', 'POST'],
      url: '/live/',
      config: { access: KNOCK },
      schema: { hide: true },
      handler: ({ raw, ip, subject }, reply) => {
        if (beginsLine(raw)) {
          held.set(raw, places.take({ asker: { remoteAddress: ip }, subject }));
          finished(reply.raw, () => held.get(raw)?.());
        }
        reply.hijack();
        engine.handleRequest(raw as Parameters<typeof engine.handleRequest>[0], reply.raw);
      },
    });
  };

/** Takes websocket upgrades at /live/ and no others. @param admit throws a Problem where the asker may not come in */
export function takeUpgrades(
  app: FastifyInstance,
  { engine, places }: Door,
  admit: (request: IncomingMessage) => Promise<Visitor>,
): void {
  app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const fail = (error: unknown) => {
      refuse(socket, toProblem(error instanceof Error ? error : new Error(String(error))), request.url ?? '/');
    };
    socket.on('error', () => socket.destroy());
    if (request.url?.split('?')[0] !== '/live/')
      return fail(new Problem(404, 'no-such-route', 'Nothing is served here'));
    const open = (visitor: Visitor) => {
      if (socket.destroyed) return;
      if (beginsLine(request)) socket.once('close', places.take(visitor));
      engine.handleUpgrade(request as Parameters<typeof engine.handleUpgrade>[0], socket, head);
    };
    admit(request).then(open).catch(fail);
  });
}

/**
 * What names a session belongs to a line that is open; where there is none of that name, the engine refuses. Read as the engine reads it:
 * the last name counts, an empty one is none, and nothing behind a `#`.
 */
function beginsLine({ url = '/' }: IncomingMessage): boolean {
  return !new URL(url, 'http://line').searchParams.getAll('sid').at(-1);
}

function refuse(socket: Duplex, problem: Problem, url: string): void {
  const body = JSON.stringify(problemBody(problem, url));
  const head = [
    `HTTP/1.1 ${problem.status} ${problem.code}`,
    'content-type: application/problem+json',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
