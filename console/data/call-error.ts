/** An invalid field; `path` is its JSON pointer. */
export interface FieldProblem {
  path: string;
  message: string;
}

/** A refused call: its status, the API's code, an English sentence, and the invalid fields. */
export class CallError extends Error {
  readonly status: number;
  readonly code: string | undefined;
  readonly fields: FieldProblem[];

  constructor(status: number, message: string, code?: string, fields: FieldProblem[] = []) {
    super(message);
    this.status = status;
    this.code = code;
    this.fields = fields;
  }
}

export const isMissing = (error: unknown): boolean =>
  error instanceof CallError && error.status === 404;

/** The call was understood and refused, so nothing came of it; after any other error something may have. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof CallError && error.status >= 400 && error.status < 500 && error.status !== 409;
