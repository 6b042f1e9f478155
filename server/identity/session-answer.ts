// What is told of a session: to whoever asks, and to whoever has just taken a step of a sign-in.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Services } from '../platform/services.ts';
import { isInside } from '../platform/division-path.ts';
import { areaCookie, chosenArea } from './area-cookie.ts';
import type { Session } from './contract.ts';
import { isAllowed, type Resolve, type Subject } from './guard.ts';
import { sessionCookie } from './session-cookie.ts';
import { findPostChoices, findTerritory, type Territory } from './store.ts';

/** Who is asking, with what they may do by the declarations of everything. */
export async function toSession({ db, clock, declarations }: Services, subject: Subject): Promise<Session> {
  const { user, caller, scope, whole, session, scopeEpoch } = subject;
  const territory = await findTerritory(db);
  const acts = declarations.all().flatMap(({ access }) => (isAllowed(access, subject) ? [access.act] : []));
  return {
    user: { ...user },
    role: caller,
    step: session?.step ?? null,
    areas: [...scope.areas],
    choices: choicesOf(territory, whole),
    posts: session && session.step !== 'second-factor' ? await findPostChoices(db, session.personId) : [],
    post: session?.postId ?? null,
    acts: [...new Set(acts)].sort(),
    scopeEpoch,
    now: clock().toISOString(),
  };
}

/** The areas of the scope and the counties inside of them, by name. */
const choicesOf = (territory: readonly Territory[], whole: readonly string[]) =>
  territory.filter(({ path }) => isInside(path, whole)).map(({ path, name }) => ({ path, name }));

/** Answers with the session of a token, and hands the token to the browser. */
export type AnswerWith = (request: FastifyRequest, reply: FastifyReply, token: string) => Promise<Session>;

export function answerWithSession(services: Services, resolve: Resolve): AnswerWith {
  const secure = services.config.publicUrl.startsWith('https:');
  return async ({ headers, ip }, reply, token) => {
    const given = sessionCookie(token, secure);
    const area = chosenArea(headers.cookie);
    const cookies = [given, ...(area === undefined ? [] : [areaCookie(area, secure)])].map((one) => one.split(';')[0]);
    const subject = await resolve({ headers: { cookie: cookies.join('; ') }, remoteAddress: ip });
    reply.header('set-cookie', given).header('cache-control', 'no-store');
    return toSession(services, subject);
  };
}
