// Requests to our own server, and the one shape in which they fail.
import type { Purpose } from '#contract/identity';
import type { ProblemBody } from '#contract/platform';
import { attendanceHeaders } from './attendance.ts';
import { tellOfLoss } from './session-loss.ts';

/** Longer than any answer should take; a request that hangs must end as an error on the screen. */
const DEADLINE_MS = 15_000;

interface ErrorDetails {
  readonly errors?: NonNullable<ProblemBody['errors']> | undefined;
  readonly retryAfterS?: number | undefined;
}

/** A request that was not a success. `code` is what the screen translates; the title is for support only. */
export class RequestError extends Error {
  /** 0 where no answer came at all. */
  readonly status: number;
  readonly code: string;
  readonly errors: NonNullable<ProblemBody['errors']>;
  /** When asking again may help, s; undefined where the server does not say. */
  readonly retryAfterS: number | undefined;
  constructor(status: number, code: string, title: string, { errors = [], retryAfterS }: ErrorDetails = {}) {
    super(title);
    this.status = status;
    this.code = code;
    this.errors = errors;
    this.retryAfterS = retryAfterS;
  }
}

/** GET as JSON. @throws RequestError; the signal's own abort passes through as it is. */
export function getJson<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  return request<Answer>(path, { headers: { accept: 'application/json' } }, signal);
}

/** GET as text, never from a cache: a page that asks whether it is still the one served. @throws RequestError */
export function getPage(path: string, signal?: AbortSignal): Promise<string> {
  const init: RequestInit = { headers: { accept: 'text/html' }, cache: 'no-store' };
  return ask(path, init, signal, (response) => response.text());
}

/**
 * POST, PUT, PATCH or DELETE with a JSON body, or without one. Answers undefined where the server sends no body.
 *
 * @param purpose for personal data: what it is asked for
 * @throws RequestError
 */
export function sendJson<Answer>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body: unknown,
  purpose?: Purpose,
): Promise<Answer> {
  return request<Answer>(path, {
    method,
    headers: {
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(purpose !== undefined && { 'x-purpose': purpose }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

/** POST of a JSON body that is answered with a file; `deadlineMs` as large bodies travel longer. @throws RequestError */
export function sendForFile(path: string, body: unknown, deadlineMs: number): Promise<Blob> {
  const headers = { 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body: JSON.stringify(body) };
  return ask(path, init, undefined, (response) => response.blob(), deadlineMs);
}

function request<Answer>(path: string, init: RequestInit, signal?: AbortSignal): Promise<Answer> {
  return ask(path, init, signal, async (response) => {
    const text = await response.text();
    return (text === '' ? undefined : JSON.parse(text)) as Answer;
  });
}

async function ask<Answer>(
  path: string,
  init: RequestInit,
  signal: AbortSignal | undefined,
  read: (response: Response) => Promise<Answer>,
  deadlineMs = DEADLINE_MS,
): Promise<Answer> {
  const deadline = startDeadline(signal, deadlineMs);
  try {
    const headers = { ...init.headers, ...attendanceHeaders() };
    const response = await fetch(path, { ...init, headers, credentials: 'same-origin', signal: deadline.signal });
    if (!response.ok) throw heard(await toError(response));
    return await read(response);
  } catch (reason) {
    if (signal?.aborted || reason instanceof RequestError || reason instanceof SyntaxError) throw reason;
    if (deadline.signal.aborted) throw new RequestError(0, 'timeout', 'No answer in time');
    throw new RequestError(0, 'unreachable', 'The server cannot be reached');
  } finally {
    deadline.end();
  }
}

/** Aborts when the caller does, or when it has taken too long. Written out for old phones, which know no AbortSignal.timeout or .any. */
function startDeadline(caller: AbortSignal | undefined, deadlineMs: number): { signal: AbortSignal; end: () => void } {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const timer = setTimeout(abort, deadlineMs);
  caller?.addEventListener('abort', abort);
  if (caller?.aborted) abort();
  return {
    signal: controller.signal,
    end: () => {
      clearTimeout(timer);
      caller?.removeEventListener('abort', abort);
    },
  };
}

/** Whoever shows the sign-in has to know. */
function heard(error: RequestError): RequestError {
  if (error.code === 'not-signed-in') tellOfLoss();
  return error;
}

async function toError(response: Response): Promise<RequestError> {
  const said = Number(response.headers.get('retry-after') ?? Number.NaN);
  const retryAfterS = Number.isFinite(said) ? said : undefined;
  if (!response.headers.get('content-type')?.includes('application/problem+json'))
    return new RequestError(response.status, `http-${response.status}`, response.statusText, { retryAfterS });
  const { status, type, title, errors } = (await response.json()) as ProblemBody;
  return new RequestError(status, type.replace('/problems/', ''), title, { errors, retryAfterS });
}
