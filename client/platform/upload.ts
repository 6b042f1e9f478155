// Brings a file to the server, telling how far it is. XMLHttpRequest: fetch does not say what has been sent.
import type { ProblemBody } from '#contract/platform';
import { RequestError } from './http.ts';

interface Options {
  readonly signal: AbortSignal;
  /** Share that has been sent, 0 to 1. */
  readonly onProgress: (share: number) => void;
}

/** POST of a file as it is. There is no deadline: large files on slow lines take their time. @throws RequestError; the signal's reason */
export function uploadFile<Answer>(path: string, file: File, { signal, onProgress }: Options): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total);
    request.onerror = () => reject(new RequestError(0, 'unreachable', 'The server cannot be reached'));
    request.onabort = () => reject(signal.reason as Error);
    request.onload = () => {
      if (request.status === 201) resolve(JSON.parse(request.responseText) as Answer);
      else reject(failureOf(request));
    };
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}

function failureOf({ status, statusText, responseText }: XMLHttpRequest): RequestError {
  if (!responseText.startsWith('{')) return new RequestError(status, `http-${status}`, statusText);
  const body = JSON.parse(responseText) as ProblemBody;
  return new RequestError(body.status, body.type.replace('/problems/', ''), body.title, {
    errors: body.errors,
  });
}
