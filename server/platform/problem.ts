// What is thrown where the caller can do something about it. problem-answers.ts turns it into RFC 9457.

export interface ProblemDetails {
  /** What the caller can do about this very case; never input, never an inner message. */
  readonly detail?: string;
  /** Where in the input, as JSON pointers from the part's name: `/body/point/0`. */
  readonly errors?: readonly { pointer: string; detail: string }[];
  /** Seconds after which another try makes sense. */
  readonly retryAfterS?: number;
  /** What a 401 asks for, where a program may answer it: `WWW-Authenticate`. */
  readonly challenge?: string;
}

/** Something the caller can act on. Whatever else is thrown is our fault and answers 500. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: ProblemDetails;

  constructor(status: number, code: string, title: string, details: ProblemDetails = {}) {
    super(title);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}
