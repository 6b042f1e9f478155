// Every answer that is not a success is an RFC 9457 problem, made here and nowhere else.
import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import type { ProblemBody } from './contract.ts';
import { databaseProblem } from './database-problem.ts';
import { Problem } from './problem.ts';

/** Turns everything thrown in a route into a problem. */
export function answerWithProblems(app: FastifyInstance): void {
  app.setErrorHandler<FastifyError | Problem>((error, request, reply) => {
    const problem = toProblem(error);
    // What was thrown as a problem is told to the caller; the line of the answer is enough of it.
    if (problem.status >= 500 && !(error instanceof Problem)) request.log.error(error);
    return sendProblem(reply, problem, request.url);
  });
}

/** Sends a problem; `url` loses its query, which may hold what should not be repeated. */
export function sendProblem(reply: FastifyReply, problem: Problem, url: string): FastifyReply {
  if (problem.details.retryAfterS !== undefined) reply.header('retry-after', problem.details.retryAfterS);
  if (problem.details.challenge !== undefined) reply.header('www-authenticate', problem.details.challenge);
  return reply
    .code(problem.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .serializer((body: ProblemBody) => JSON.stringify(body))
    .send(problemBody(problem, url));
}

export function problemBody(problem: Problem, url: string): ProblemBody {
  const { detail, errors } = problem.details;
  return {
    type: `/problems/${problem.code}`,
    title: problem.message,
    status: problem.status,
    instance: url.split('?')[0] ?? '/',
    ...(detail === undefined ? {} : { detail }),
    ...(errors === undefined ? {} : { errors: [...errors] }),
  };
}

/** Whatever was thrown, as a problem; 500 without detail where the caller can do nothing about it. */
export function toProblem(error: Error & Partial<FastifyError>): Problem {
  if (error instanceof Problem) return error;
  if (error.validation) return invalidInput(error);
  const status = error.statusCode ?? 500;
  if (status >= 400 && status < 500)
    return new Problem(
      status,
      KNOWN[status]?.[0] ?? 'invalid-request',
      KNOWN[status]?.[1] ?? 'The request cannot be read',
    );
  return databaseProblem(error) ?? new Problem(500, 'internal', 'Something went wrong on our side');
}

const KNOWN: Partial<Record<number, readonly [code: string, title: string]>> = {
  400: ['invalid-request', 'The request cannot be read'],
  413: ['too-large', 'The request is larger than is taken here'],
  415: ['unsupported-media-type', 'This kind of content is not taken here'],
  414: ['uri-too-long', 'The address is too long'],
};

function invalidInput(error: Partial<FastifyError>): Problem {
  const part = error.validationContext ?? 'body';
  const errors = (error.validation ?? []).slice(0, 20).map(({ instancePath, keyword, params, message }) => ({
    pointer: `/${part}${instancePath}${missing(keyword, params)}`,
    detail:
      keyword === 'additionalProperties' ? 'holds a property that is not known here' : (message ?? 'is not valid'),
  }));
  return new Problem(part === 'body' ? 422 : 400, 'invalid-input', 'The input is not valid', { errors });
}

const missing = (keyword: string, params: Record<string, unknown>) =>
  keyword === 'required' && typeof params['missingProperty'] === 'string' ? `/${params['missingProperty']}` : '';
