// What staff do: one noun under the incident for each act.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { allow } from '../identity/guard.ts';
import type { Services } from '../platform/services.ts';
import { acknowledge, close, markDuplicate, note, relocate } from './acts.ts';
import { Acknowledgement, Closure, DuplicateMark, Incident, Note, Relocation } from './contract.ts';

const params = Type.Object({ id: Type.String({ format: 'uuid' }) });
/** The desk decides; whoever is on the spot may take an incident on and say what is seen there. */
const ON_THE_SPOT = ['acknowledge', 'note'];
const may = (act: 'acknowledge' | 'note' | 'mark-duplicate' | 'close' | 'relocate') => ({
  access: allow(
    ON_THE_SPOT.includes(act) ? ['duty-officer', 'manager', 'clerk', 'grid-worker'] : ['duty-officer', 'manager'],
    `incidents:${act}`,
    { area: 'own', data: 'internal' },
  ),
});
const says = <Body>(summary: string, body: Body) => ({
  tags: ['incidents'],
  summary,
  params,
  body,
  response: { 200: Incident },
});

export const actRoutes =
  ({ events, clock }: Services): FastifyPluginAsyncTypebox =>
  async (app) => {
    const deed = ({ user }: FastifyRequest, { id }: { id: string }) => ({ id, actor: user.name, now: clock() });

    app.post(
      '/:id/acknowledgement',
      { config: may('acknowledge'), schema: says('Take a reported incident on', Acknowledgement) },
      (request) => acknowledge(request.db, events, { ...deed(request, request.params), ...request.body }),
    );

    app.post('/:id/notes', { config: may('note'), schema: says('Add to the story of an incident', Note) }, (request) =>
      note(request.db, events, { ...deed(request, request.params), ...request.body }),
    );

    app.post(
      '/:id/duplicate-mark',
      { config: may('mark-duplicate'), schema: says('Mark an incident as repeating another one', DuplicateMark) },
      (request) => markDuplicate(request.db, events, { ...deed(request, request.params), ...request.body }),
    );

    app.post('/:id/closure', { config: may('close'), schema: says('Close an incident', Closure) }, (request) =>
      close(request.db, events, { ...deed(request, request.params), ...request.body }),
    );

    app.put(
      '/:id/location',
      { config: may('relocate'), schema: says('Move an incident to where it is', Relocation) },
      (request) => relocate(request.db, events, { ...deed(request, request.params), ...request.body }),
    );
  };
