import { problemSchema } from './problem.ts';
import type * as z from './zod.ts';

const DESCRIPTIONS = {
  400: 'Not JSON',
  401: 'No valid bearer token',
  403: 'The scope of the token does not reach that far',
  404: 'There is no such thing',
  409: 'In conflict with the present state',
  413: 'More than 512 KB',
  415: 'Not sent as JSON',
  422: 'Not valid: `errors` names the fields',
  429: 'Too many calls of this token: see Retry-After',
  500: 'Something went wrong here: a POST may be repeated with its Idempotency-Key, everything else as it is',
  503: 'Not available for the moment',
} as const;
type ProblemStatus = keyof typeof DESCRIPTIONS;

const problemContent = { 'application/problem+json': { schema: problemSchema } };
const described = (status: ProblemStatus) =>
  [status, { description: DESCRIPTIONS[status], content: problemContent }] as const;

/** The error responses of a route: every error of ours is a problem document. */
export const problems = (...statuses: ProblemStatus[]) =>
  Object.fromEntries(
    [401, 429, 500, ...statuses].map((status) => described(status as ProblemStatus)),
  );

export const readProblems = problems(404, 422);
/** For what only some tokens may read. */
export const scopedReadProblems = problems(403, 404, 422);
export const writeProblems = problems(400, 403, 404, 409, 413, 415, 422);

export const json = <Schema extends z.ZodType>(schema: Schema) => ({
  'application/json': { schema },
});

export const answers = <Schema extends z.ZodType>(schema: Schema, description: string) => ({
  description,
  content: json(schema),
});

export const bodyOf = <Schema extends z.ZodType>(schema: Schema) =>
  ({ body: { content: json(schema), required: true } }) as const;
