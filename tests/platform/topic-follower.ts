// A screen that follows one topic over a socket, and keeps all that it is told.
import { io } from 'socket.io-client';
import type { Cursor, LiveBatch, LiveEvent } from '../../server/platform/contract.ts';
import type { TestApp, TestScope } from '../support/app.ts';

export interface Followed {
  readonly app: Pick<TestApp, 'as'>;
  /** Where the application listens. */
  readonly url: string;
  readonly topic: string;
}

export type Follower<Body> = Awaited<ReturnType<typeof followTopic<Body>>>;

/** Where a topic stands for somebody. */
export const positionOf = async ({ app, topic }: Omit<Followed, 'url'>, scope: TestScope): Promise<Cursor> =>
  (await app.as(scope).inject(`/api/live/position/${topic}`)).json();

/** Resolves once the server has begun to tell. @param from  now, where nothing is said */
export async function followTopic<Body>(followed: Followed, scope: TestScope, from?: Cursor) {
  const cursor = from ?? (await positionOf(followed, scope));
  const events: LiveEvent<Body>[] = [];
  let through = cursor.seq;
  const socket = io(followed.url, {
    path: '/live',
    transports: ['websocket'],
    forceNew: true,
    extraHeaders: followed.app.as(scope).headers,
  });
  const greeted = new Promise<void>((done) =>
    socket.on('batch', (batch: LiveBatch<Body>) => {
      events.push(...batch.events);
      through = batch.through;
      done();
    }),
  );
  socket.on('connect', () => socket.emit('follow', { topic: followed.topic, cursor }));
  await greeted;
  return {
    events: events as readonly LiveEvent<Body>[],
    of: (id: string) => events.filter((event) => event.id === id),
    /** The number up to which everything was told. */
    through: () => through,
    close: () => socket.disconnect(),
  };
}
