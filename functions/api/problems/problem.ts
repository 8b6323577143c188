import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import * as z from '../zod.ts';
import {
  PROBLEM_CODE_NAMES,
  PROBLEM_CODES,
  type ProblemCode,
  type UnknownThing,
} from './problem-codes.ts';

export const FIELD_PLACES = ['body', 'query', 'path', 'header'] as const;

/** A faulty field: `pointer` is a JSON pointer (RFC 6901) into the body, or to a parameter of that place by name. */
export interface FieldError {
  in: (typeof FIELD_PLACES)[number];
  pointer: string;
  message: string;
}

export interface ProblemFields {
  status: ContentfulStatusCode;
  /** Stable, because programs branch on it. */
  code: ProblemCode;
  detail?: string;
  errors?: FieldError[];
  /** Sent as Retry-After. */
  retryAfterSeconds?: number;
  /** Sent as Allow. */
  allow?: string[];
}

const TITLES: Partial<Record<number, string>> = {
  400: 'The request cannot be read',
  401: 'A valid bearer token is needed',
  403: 'The token may not do this',
  404: 'Not found',
  405: 'The method is not allowed here',
  409: 'In conflict with the current state',
  413: 'The request is too large',
  415: 'The request must be JSON',
  422: 'The request is not valid',
  429: 'Too many requests',
  500: 'Something went wrong here',
  503: 'Temporarily unavailable',
};

/** An answer that is a problem document (RFC 9457). Thrown only in api/; steps return values. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly fields: ProblemFields;

  constructor(fields: ProblemFields) {
    super(`${fields.status} ${fields.code}`);
    this.fields = fields;
  }
}

export const problemSchema = z
  .object({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.int(),
    code: z.enum(PROBLEM_CODE_NAMES).meta({
      description: `A stable code to branch on:\n\n${Object.entries(PROBLEM_CODES)
        .map(([code, meaning]) => `- \`${code}\`: ${meaning}`)
        .join('\n')}`,
    }),
    detail: z.string().optional(),
    errors: z
      .array(
        z.object({
          in: z.enum(FIELD_PLACES),
          pointer: z.string().meta({ description: 'RFC 6901', examples: ['/author/id'] }),
          message: z.string(),
        }),
      )
      .optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457' });

/** The most likely code of an answer with this status. */
const LIKELY_CODES: Partial<Record<number, ProblemCode>> = {
  400: 'unreadable-json',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'unknown-conversation',
  409: 'idempotency-key-in-flight',
  413: 'body-too-large',
  415: 'not-json',
  422: 'invalid',
  429: 'rate-limited',
  503: 'rehearsal-failed',
};

/** An example of a problem document, for the OpenAPI document. */
export const problemExample = (status: number) => ({
  type: 'about:blank',
  title: TITLES[status],
  status,
  code: LIKELY_CODES[status] ?? 'internal',
  ...(status === 422 && {
    errors: [{ in: 'body', pointer: '/userId', message: 'there is no such user' }],
  }),
});

export function answerProblem(c: Context, fields: ProblemFields): Response {
  const { retryAfterSeconds, allow, ...shown } = fields;
  const title = TITLES[fields.status] ?? 'The call failed';
  const body = { type: 'about:blank', title, ...shown };
  return c.body(JSON.stringify(body), fields.status, {
    'content-type': 'application/problem+json',
    ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
    ...(allow && { allow: allow.join(', ') }),
    ...(fields.status === 401 && { 'www-authenticate': 'Bearer' }),
  });
}

/** 404 for a thing that does not exist: `unknown-agent`. */
export const unknown = (what: UnknownThing, detail = `There is no such ${what}.`) =>
  new Problem({ status: 404, code: `unknown-${what}`, detail });

/** 422 for mailboxes that would send the stored passwords of these secrets elsewhere. */
export const passwordNeeded = (secrets: readonly string[]) =>
  new Problem({
    status: 422,
    code: 'password-needed',
    detail:
      'A mailbox would log in to another server, or as another user. Give its password again in `secrets`, by the name of its secret.',
    errors: secrets.map((secret) => ({
      in: 'body',
      pointer: `/secrets/${secret}`,
      message: 'is missing; give the password for the new login',
    })),
  });

/** 422 about one field, of the body by default. */
export const invalid = (
  code: ProblemCode,
  pointer: string,
  message: string,
  place: FieldError['in'] = 'body',
) =>
  new Problem({
    status: 422,
    code,
    detail: `${pointer} ${message}`,
    errors: [{ in: place, pointer, message }],
  });
