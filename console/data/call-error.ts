/** What is wrong with a field: `path` is its JSON pointer. */
export interface FieldProblem {
  path: string;
  message: string;
}

/** A call that was refused: status, the API's code, a sentence in English and what is wrong with each field. */
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
