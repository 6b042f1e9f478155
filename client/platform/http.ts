// Requests to our own server, and the one shape in which they fail.
import type { ProblemBody } from '#contract/platform';

/** Longer than any answer should take; a request that hangs must end as an error on the screen. */
const DEADLINE_MS = 15_000;

/** A request that was not a success. `code` is what the screen translates; the title is for support only. */
export class RequestError extends Error {
  /** 0 where no answer came at all. */
  readonly status: number;
  readonly code: string;
  readonly errors: NonNullable<ProblemBody['errors']>;
  constructor(status: number, code: string, title: string, errors: NonNullable<ProblemBody['errors']> = []) {
    super(title);
    this.status = status;
    this.code = code;
    this.errors = errors;
  }
}

/** GET as JSON. @throws RequestError; the signal's own abort passes through as it is. */
export function getJson<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  return request<Answer>(path, { headers: { accept: 'application/json' } }, signal);
}

/** POST or PUT of a JSON body. Answers undefined where the server sends no body. @throws RequestError */
export function sendJson<Answer>(method: 'POST' | 'PUT', path: string, body: unknown): Promise<Answer> {
  return request<Answer>(path, {
    method,
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  });
}

async function request<Answer>(path: string, init: RequestInit, signal?: AbortSignal): Promise<Answer> {
  const deadline = AbortSignal.timeout(DEADLINE_MS);
  const response = await fetch(path, {
    ...init,
    credentials: 'same-origin',
    signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
  }).catch((reason: unknown) => {
    if (signal?.aborted) throw reason;
    if (deadline.aborted) throw new RequestError(0, 'timeout', 'No answer in time');
    throw new RequestError(0, 'unreachable', 'The server cannot be reached');
  });
  if (!response.ok) throw await toError(response);
  const text = await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as Answer;
}

async function toError(response: Response): Promise<RequestError> {
  const plain = new RequestError(response.status, `http-${response.status}`, response.statusText);
  if (!response.headers.get('content-type')?.includes('application/problem+json')) return plain;
  const body = (await response.json()) as ProblemBody;
  return new RequestError(body.status, body.type.replace('/problems/', ''), body.title, body.errors);
}
