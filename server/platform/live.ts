// Live push over socket.io at /live: a client follows a topic from its cursor; everyone is always catching up.
import { Server as Engine } from 'engine.io';
import { Server, type DefaultEventsMap, type Socket } from 'socket.io';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { Asker, Resolve, Subject } from '../identity/guard.ts';
import { Cursor } from './contract.ts';
import { openTail, type Tail } from './event-tail.ts';
import { Followers } from './followers.ts';
import { Places } from './live-places.ts';
import { cutLine } from './live-wire.ts';
import { askerReader } from './proxies.ts';
import type { Services } from './services.ts';
import type { Topic } from './capability.ts';

const PULSE_MS = 5000;
/** A grant or a revocation reaches an open line within this. */
const REAUTHORISE_MS = 30_000;
/** What a client may send in one message, bytes. */
const LARGEST_MESSAGE = 16 * 1024;

const Follow = Type.Object({ topic: Type.String({ maxLength: 64 }), cursor: Cursor });

export interface LiveGuard {
  readonly resolve: Resolve;
  readonly isAllowed: (access: Topic['access'], subject: Subject) => boolean;
}

export interface Live {
  readonly engine: Engine;
  readonly places: Places;
  /** How many sockets are open. */
  count(): number;
  /** False while nobody knows whether there is news. */
  isCurrent(): boolean;
  close(): Promise<void>;
}

interface SocketData {
  /** As the line was opened. */
  readonly asker: Asker;
  subject: Subject;
  /** The client came with a cursor of another scope before: its cookie is newer than this line. */
  strayed?: boolean;
  /** The newest request to follow each topic: the one that counts, where several are being looked into. */
  readonly asked: Map<string, unknown>;
}
type LiveSocket = Socket<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, SocketData>;

/** Opens the live line of this process. @param topics all topics of all capabilities */
export async function openLive(services: Services, topics: readonly Topic[], guard: LiveGuard): Promise<Live> {
  const { events, database, log } = services;
  const readAsker = askerReader(services.config);
  const engine = new Engine({ maxHttpBufferSize: LARGEST_MESSAGE, perMessageDeflate: { threshold: 4096 } });
  const server = new Server({ serveClient: false });
  server.bind(engine);
  const followers = new Followers(server, () => tail, services);
  const tail: Tail = await openTail({
    events,
    database,
    log,
    topics: topics.map(({ name }) => name),
    listener: {
      onNews: (topic) => followers.tell(topic),
      onRestored: (topic) => followers.resyncTopic(topic),
      onFailure: () => followers.all().forEach(({ socket }) => cutLine(socket)),
    },
  });
  server.use((socket: LiveSocket, next) => {
    const asker = readAsker(socket.request);
    guard.resolve(asker).then(
      (subject) => {
        socket.data = { asker, subject, asked: new Map() };
        next();
      },
      (error: unknown) => next(error instanceof Error ? error : new Error('refused')),
    );
  });
  server.on('connection', (socket: LiveSocket) => {
    socket.on('follow', (request: unknown) => {
      startToFollow(socket, request, { topics, followers, tail, guard }).catch((error: unknown) => {
        log.warn({ error }, 'A topic could not be followed, the line is cut');
        cutLine(socket);
      });
    });
    socket.on('disconnect', () => followers.remove(socket));
  });
  const pulse = setInterval(() => tail.isCurrent() && followers.pulse(), PULSE_MS);
  const check = setInterval(() => void reauthorise(server, followers, guard.resolve), REAUTHORISE_MS);
  return {
    engine,
    places: new Places(services.config),
    count: () => server.sockets.sockets.size,
    isCurrent: () => tail.isCurrent(),
    close: async () => {
      clearInterval(pulse);
      clearInterval(check);
      await tail.close();
      await server.close();
    },
  };
}

interface Following {
  readonly topics: readonly Topic[];
  readonly followers: Followers;
  readonly tail: Tail;
  readonly guard: LiveGuard;
}

/** Refuses, sends to a new start, or begins to tell. What is not for this caller answers as what does not exist. */
async function startToFollow(socket: LiveSocket, request: unknown, { topics, followers, tail, guard }: Following) {
  const { subject } = socket.data;
  const wanted = Value.Check(Follow, request) ? request : undefined;
  const topic = topics.find(({ name }) => name === wanted?.topic);
  if (!wanted || !topic || !guard.isAllowed(topic.access, subject)) {
    socket.emit('refused', { topic: wanted?.topic ?? '', type: '/problems/no-such-topic' });
    return;
  }
  const { cursor } = wanted;
  followers.remove(socket, topic.name);
  socket.data.asked.set(topic.name, request);
  if (cursor.scopeEpoch !== subject.scopeEpoch) return stray(socket, topic.name);
  await tail.look(); // the cursor may be from another process, which was faster, and the low-water mark may have risen
  if (!socket.connected || socket.data.asked.get(topic.name) !== request) return;
  const { head, lowWater } = tail.marks(topic.name);
  const isOfBefore = socket.data.subject.scopeEpoch !== subject.scopeEpoch; // it has changed while the table was looked at
  if (isOfBefore || cursor.seq > head || cursor.seq < lowWater) {
    socket.emit('resync', { topic: topic.name });
    return;
  }
  const { scopeEpoch } = subject;
  const { areas, departments = [] } = subject.scope;
  followers.greet({ socket, topic: topic.name, areas, departments, scopeEpoch, seq: cursor.seq, paused: false });
}

/** The first time the client takes a new start; if it strays again, its requests and this line differ, and the line is made anew. */
function stray(socket: LiveSocket, topic: string): void {
  if (socket.data.strayed) return cutLine(socket);
  socket.data.strayed = true;
  socket.emit('resync', { topic });
}

/** Whoever may see something else than when the line was opened takes a new start; who may no longer come in, or is gone, is put out. */
async function reauthorise(server: Server, followers: Followers, resolve: Resolve): Promise<void> {
  for (const socket of server.sockets.sockets.values() as Iterable<LiveSocket>) {
    const now = await resolve(socket.data.asker).catch(() => undefined);
    if (now?.user.id !== socket.data.subject.user.id) cutLine(socket);
    else if (now.scopeEpoch !== socket.data.subject.scopeEpoch) {
      socket.data.subject = now;
      const topics = followers.all().filter((follower) => follower.socket === socket);
      followers.remove(socket);
      for (const { topic } of topics) socket.emit('resync', { topic });
    }
  }
}
