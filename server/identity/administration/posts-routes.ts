// Posts: the security administrator's work. Administrators' posts are granted by two persons (requests).
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Tx } from '../../../db/connection.ts';
import { record } from '../../audit/record.ts';
import { Problem } from '../../platform/problem.ts';
import type { Services } from '../../platform/services.ts';
import { isAdministrator } from '../algorithms/roles.ts';
import { allow, type User } from '../guard.ts';
import { assertOwnAreas, nobodyThere } from './areas.ts';
import { ById, Grant, Post, PostChange, PostPage, PostQuery, Substitution } from './contract.ts';
import { findPerson } from './people-store.ts';
import { byTwo } from './requests/end-routes.ts';
import * as store from './posts-store.ts';

const tags = ['identity'];
const config = { access: allow('security-admin', 'identity:grant-posts', { area: 'own', data: 'internal' }) };
const read = {
  access: allow(['security-admin', 'audit-admin'], 'identity:read-posts', { area: 'own', data: 'internal' }),
};

export const postRoutes =
  ({ clock }: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/',
      {
        config: read,
        schema: { tags, summary: 'Who holds what in my areas', querystring: PostQuery, response: { 200: PostPage } },
      },
      ({ db, query }) => store.findPosts(db, query),
    );

    app.post(
      '/',
      { config, schema: { tags, summary: 'Grant a post', body: Grant, response: { 201: Post } } },
      async ({ db, body, subject, user }, reply) => {
        assertOwnAreas(subject, body.areas);
        if ((body.role === 'unit') !== (body.unit !== undefined))
          throw new Problem(422, 'unit-missing', 'Who answers for a unit, and nobody else, has a unit');
        const post = await db.transaction(async (tx) => {
          await assertGrantable(tx, body.personId, user);
          return recorded(tx, await store.grantPost(tx, body, clock()));
        });
        return reply.code(201).send(post);
      },
    );

    app.post(
      '/:id/substitutions',
      {
        config,
        schema: {
          tags,
          summary: 'Let somebody stand in for a post, within it',
          params: ById,
          body: Substitution,
          response: { 201: Post },
        },
      },
      async ({ db, params: { id }, body, subject, user }, reply) => {
        assertOwnAreas(subject, body.areas);
        const post = await db.transaction(async (tx) => {
          const absent = await ownPost(tx, id, user);
          if (absent.person.id === body.personId) throw notYourself();
          await assertGrantable(tx, body.personId, user);
          return recorded(tx, await store.grantSubstitution(tx, absent, body));
        });
        return reply.code(201).send(post);
      },
    );
    await app.register(changeRoutes(clock));
  };

const changeRoutes =
  (clock: Services['clock']): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.patch(
      '/:id',
      {
        config,
        schema: {
          tags,
          summary: 'Another title or last day of a post',
          params: ById,
          body: PostChange,
          response: { 200: Post },
        },
      },
      ({ db, params: { id }, body, user }) =>
        db.transaction(async (tx) => {
          const before = await ownPost(tx, id, user);
          if (before.state === 'over') throw ended();
          if (isAdministrator(before.role) && endsOtherwise(before, body)) throw byTwo();
          if (!(await store.changePost(tx, id, body))) throw noSuchPost();
          return recorded(tx, id, before);
        }),
    );

    app.delete(
      '/:id',
      {
        config,
        schema: {
          tags,
          summary: 'End a post; who acts in it is asked for another one',
          params: ById,
          response: { 200: Post },
        },
      },
      ({ db, params: { id }, user }) =>
        db.transaction(async (tx) => {
          const before = await ownPost(tx, id, user);
          if (before.state !== 'over' && isAdministrator(before.role)) throw byTwo();
          if (before.state === 'over' || !(await store.endPost(tx, id, clock()))) throw ended();
          return recorded(tx, id, before);
        }),
    );
  };

const endsOtherwise = (before: Post, { to }: PostChange) =>
  to !== undefined &&
  (to === null ? before.to !== null : before.to === null || Date.parse(to) !== Date.parse(before.to));

async function recorded(tx: Tx, id: string, before?: Post): Promise<Post> {
  const after = (await store.findPost(tx, id))!;
  await record(tx, {
    act: config.access.act,
    object: `identity.post/${id}`,
    after,
    ...(before && { before }),
  });
  return after;
}

const noSuchPost = () => new Problem(404, 'no-such-post', 'There is no such post in your areas');

/** A post that the caller may change: of the areas, and not their own. @throws Problem 404, 409 */
async function ownPost(tx: Tx, id: string, user: User): Promise<Post> {
  const post = await store.findPost(tx, id);
  if (!post) throw noSuchPost();
  if (post.person.id === user.id) throw notYourself();
  return post;
}

/** @throws Problem 404 where the person is not of the areas; 409 where it is the caller or an administrator */
async function assertGrantable(tx: Tx, personId: string, user: User): Promise<void> {
  if (personId === user.id) throw notYourself();
  const person = await findPerson(tx, personId);
  if (!person || person.deactivatedAt !== null) throw nobodyThere();
  if (person.administrator) throw new Problem(409, 'separate-persons', 'Administrators hold no other post');
}

const notYourself = () => new Problem(409, 'not-yourself', 'Nobody does this to themselves');
const ended = () => new Problem(409, 'post-ended', 'This post has ended');
