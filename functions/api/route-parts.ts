import { problemSchema } from './problems/problem.ts';
import type * as z from './zod.ts';

const DESCRIPTIONS = {
  400: 'The body is not JSON',
  401: 'No valid bearer token',
  403: "The token's scope does not allow this",
  404: 'Not found',
  409: 'In conflict with the current state',
  413: 'The body is larger than 512 KB',
  415: 'The Content-Type is not JSON',
  422: 'Invalid; `errors` names the fields',
  429: 'Too many calls with this token; see Retry-After',
  500: 'Something went wrong on our side. Repeat a POST with its Idempotency-Key, any other call as it is',
  503: 'Temporarily unavailable',
} as const;
type ProblemStatus = keyof typeof DESCRIPTIONS;

const problemContent = { 'application/problem+json': { schema: problemSchema } };
const described = (status: ProblemStatus) =>
  [status, { description: DESCRIPTIONS[status], content: problemContent }] as const;

/** The error responses of a route without a token: every error of ours is a problem document. */
export const publicProblems = (...statuses: ProblemStatus[]) =>
  Object.fromEntries([500 as const, ...statuses].map(described));

/** The same of a route that needs a token. */
export const problems = (...statuses: ProblemStatus[]) => publicProblems(401, 429, ...statuses);

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
