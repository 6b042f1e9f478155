// What is told of a session: to whoever asks, and to whoever has just taken a step of a sign-in.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isSecureAddress } from '../platform/proxies.ts';
import type { Services } from '../platform/services.ts';
import { isInside } from '../platform/division-path.ts';
import { areaCookie, chosenArea } from './area-cookie.ts';
import type { Session } from './contract.ts';
import { isAllowed, type Resolve, type Subject } from './guard.ts';
import { sessionCookie } from './session-cookie.ts';
import type { Opened } from './sign-in/open-session.ts';
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

/** Hands the session's token, and that of a browser which is known from now on, to the browser. */
export type HandOver = (reply: FastifyReply, opened: Opened) => void;

export const handOverBy =
  ({ config }: Pick<Services, 'config'>): HandOver =>
  (reply, { token, knownBrowser }) => {
    reply.header('set-cookie', sessionCookie(token, isSecureAddress(config)));
    if (knownBrowser !== undefined) reply.header('set-cookie', knownBrowser);
  };

/** Hands the token over, and answers what the session now is. */
export type AnswerWith = (request: FastifyRequest, reply: FastifyReply, opened: Opened) => Promise<Session>;

export function answerWithSession(services: Services, resolve: Resolve): AnswerWith {
  const secure = isSecureAddress(services.config);
  const handOver = handOverBy(services);
  return async ({ headers, ip }, reply, opened) => {
    const area = chosenArea(headers.cookie);
    const cookies = [sessionCookie(opened.token, secure), ...(area === undefined ? [] : [areaCookie(area, secure)])];
    const cookie = cookies.map((one) => one.split(';')[0]).join('; ');
    const subject = await resolve({ headers: { cookie }, remoteAddress: ip });
    handOver(reply, opened);
    reply.header('cache-control', 'no-store');
    return toSession(services, subject);
  };
}
