// Shift change: who goes leaves a note and the open incidents to whoever comes; the next one takes it.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Db, Tx } from '../../../db/connection.ts';
import { sql, type Sql } from '../../../db/sql.ts';
import { record } from '../../audit/record.ts';
import { Problem } from '../../platform/problem.ts';
import { allow, type Subject, type User } from '../guard.ts';
import { namedAreas, nobodyThere } from './areas.ts';
import { ByRequest, Colleague, HandOver, NewHandOver } from './contract.ts';

const tags = ['identity'];
const config = { access: allow('staff', 'identity:hand-over', { area: 'own', data: 'internal' }) };
const MOST_INCIDENTS = 500;

export const handOverRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/',
    {
      config,
      schema: {
        tags,
        summary: 'Hand-overs of my area, those that wait first',
        response: { 200: Type.Array(HandOver) },
      },
    },
    ({ db, user }) => findHandOvers(db, user),
  );

  app.get(
    '/colleagues',
    { config, schema: { tags, summary: 'To whom I may hand over', response: { 200: Type.Array(Colleague) } } },
    ({ db, user }) =>
      db.many<Colleague>(sql`
        SELECT id, name FROM identity.person WHERE deactivated_at IS NULL AND id <> ${user.id} ORDER BY name, id LIMIT 500`),
  );

  app.post(
    '/',
    {
      config,
      schema: {
        tags,
        summary: 'Hand over: a note, and the open incidents as they are',
        body: NewHandOver,
        response: { 201: HandOver },
      },
    },
    async ({ db, body, user, subject }, reply) => {
      if (body.to === user.id) throw new Problem(409, 'not-yourself', 'Nobody does this to themselves');
      const made = await db.transaction(async (tx) => {
        if (body.to !== undefined && !(await isColleague(tx, body.to))) throw nobodyThere();
        const id = await addHandOver(tx, body, subject);
        const after = (await findHandOver(tx, id, user))!;
        await record(tx, { act: config.access.act, object: `identity.hand_over/${id}`, after });
        return after;
      });
      return reply.code(201).send(made);
    },
  );

  app.post(
    '/:id/taking',
    { config, schema: { tags, summary: 'Take what was handed over', params: ByRequest, response: { 200: HandOver } } },
    ({ db, params: { id }, user }) =>
      db.transaction(async (tx) => {
        const before = await findHandOver(tx, id, user);
        if (!before) throw new Problem(404, 'not-found', 'There is no such hand-over in your areas');
        if (!before.mayTake) throw new Problem(409, 'not-yours-to-take', 'This was taken, or is for somebody else');
        await tx.one(sql`UPDATE identity.hand_over SET taken_at = platform.now() WHERE id = ${id} RETURNING id`);
        const after = (await findHandOver(tx, id, user))!;
        await record(tx, { act: config.access.act, object: `identity.hand_over/${id}`, before, after });
        return after;
      }),
  );
};

async function isColleague(tx: Tx, id: string): Promise<boolean> {
  return (await tx.one(sql`SELECT id FROM identity.person WHERE id = ${id} AND deactivated_at IS NULL`)) !== undefined;
}

const somebody = (id: Sql, name: Sql): Sql =>
  sql`CASE WHEN ${id} IS NOT NULL THEN json_build_object('id', ${id}, 'name', ${name}) END`;

/** What it said of incidents is a copy: of it a reader is given what he may see himself, now or in the past. */
const HAND_OVER = (me: string): Sql => sql`
  SELECT h.id, ${namedAreas(sql`h.areas`)} AS areas, ${somebody(sql`h.given_by`, sql`giver.name`)} AS "givenBy",
         ${somebody(sql`h.given_to`, sql`heir.name`)} AS "givenTo", h.given_at AS "givenAt", h.note,
         (SELECT coalesce(jsonb_agg(named.row ORDER BY named.no), '[]') FROM jsonb_array_elements(h.incidents) WITH ORDINALITY AS named (row, no)
           WHERE EXISTS (SELECT FROM incidents.incident_timeline i WHERE i.id = (named.row ->> 'id')::uuid)) AS incidents,
         ${somebody(sql`h.taken_by`, sql`taker.name`)} AS "takenBy", h.taken_at AS "takenAt",
         h.taken_at IS NULL AND h.given_by <> ${me} AND coalesce(h.given_to, ${me}) = ${me} AS "mayTake"
    FROM identity.hand_over h LEFT JOIN identity.person giver ON giver.id = h.given_by
    LEFT JOIN identity.person heir ON heir.id = h.given_to LEFT JOIN identity.person taker ON taker.id = h.taken_by`;

const findHandOvers = (db: Db, { id }: User): Promise<HandOver[]> =>
  db.many<HandOver>(sql`${HAND_OVER(id)} ORDER BY h.taken_at IS NOT NULL, h.given_at DESC, h.id LIMIT 50`);

const findHandOver = (db: Db, id: string, user: User): Promise<HandOver | undefined> =>
  db.one<HandOver>(sql`${HAND_OVER(user.id)} WHERE h.id = ${id}`);

/** The open incidents are those that the one who goes sees at this moment. They belong to "incidents". */
async function addHandOver(db: Db, { note, to }: NewHandOver, { scope }: Subject): Promise<string> {
  const row = await db.one<{ id: string }>(sql`
    INSERT INTO identity.hand_over (areas, departments, given_to, note, incidents)
    SELECT ${scope.areas}::text[], ${scope.departments ?? []}::text[], ${to ?? null}, ${note},
           coalesce(json_agg(json_build_object('id', i.id, 'number', i.number, 'title', i.title, 'level', i.level, 'state', i.state)
                             ORDER BY i.level NULLS FIRST, i.received_at), '[]')::jsonb
      FROM (SELECT id, number, title, level, state, received_at FROM incidents.incident
             WHERE state IN ('reported', 'acknowledged') ORDER BY level NULLS FIRST, received_at LIMIT ${MOST_INCIDENTS}) i
    RETURNING id`);
  return row!.id;
}
