import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Tx } from '../../db/connection.ts';
import { record } from '../audit/record.ts';
import { allow, type Subject } from '../identity/guard.ts';
import { Problem } from '../platform/problem.ts';
import { SavedView, SavedViewPage, ViewChange, ViewDraft, ViewQuery } from './contract.ts';
import { changeView, findView, findViews, removeView, saveView } from './store.ts';

const may = (act: 'read' | 'save' | 'change' | 'remove') => ({
  access: allow('staff', `views:${act}`, { area: 'own', data: 'internal' }),
});
const tags = ['views'];
const params = Type.Object({ id: Type.String({ format: 'uuid' }) });

export const viewRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/',
    {
      config: may('read'),
      schema: {
        tags,
        summary: 'Own views and those shared with the caller, by name',
        querystring: ViewQuery,
        response: { 200: SavedViewPage },
      },
    },
    ({ db, query }) => findViews(db, query),
  );

  app.post(
    '/',
    {
      config: may('save'),
      schema: { tags, summary: 'Keep a view by name', body: ViewDraft, response: { 201: SavedView } },
    },
    async ({ db, body, subject }, reply) => {
      const saved = await db.transaction(async (tx) => {
        const view = await seen(tx, await saveView(tx, body, ownerOf(subject)));
        await record(tx, { act: 'views:save', object: `views.saved_view/${view.id}`, after: body });
        return view;
      });
      return reply.code(201).send(saved);
    },
  );

  app.put(
    '/:id',
    {
      config: may('change'),
      schema: { tags, summary: 'Change an own view', params, body: ViewChange, response: { 200: SavedView } },
    },
    ({ db, params: { id }, body }) =>
      db.transaction(async (tx) => {
        const before = await own(tx, id);
        if (!(await changeView(tx, id, body)))
          throw new Problem(409, 'stale-revision', 'The view was changed meanwhile; read it again');
        await record(tx, { act: 'views:change', object: `views.saved_view/${id}`, before, after: body });
        return seen(tx, id);
      }),
  );

  app.delete(
    '/:id',
    {
      config: may('remove'),
      schema: { tags, summary: 'Remove an own view', params, response: { 204: Type.Null() } },
    },
    async ({ db, params: { id } }, reply) => {
      await db.transaction(async (tx) => {
        const before = await own(tx, id);
        await removeView(tx, id);
        await record(tx, { act: 'views:remove', object: `views.saved_view/${id}`, before });
      });
      return reply.code(204).send(null);
    },
  );
};

/** @throws Problem 404 where the caller sees no such view */
async function seen(tx: Tx, id: string): Promise<SavedView> {
  const view = await findView(tx, id);
  if (!view) throw new Problem(404, 'no-such-view', 'There is no such view for you');
  return view;
}

/** @throws Problem 403 where it is another's */
async function own(tx: Tx, id: string): Promise<SavedView> {
  const view = await seen(tx, id);
  if (!view.own) throw new Problem(403, 'not-your-view', 'Only who saved a view may change it');
  return view;
}

/** @throws Problem 403 where the caller has no area at all */
function ownerOf({ user, scope }: Subject) {
  const area = scope.areas[0];
  if (area === undefined) throw new Problem(403, 'not-allowed', 'You may not do this');
  return { id: scope.actor, name: user.name, area };
}
