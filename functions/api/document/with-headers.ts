import { MAX_IDEMPOTENCY_KEY_CHARACTERS } from '../limits.ts';
import { type Document, type DocumentedAnswer, mapAnswers, mapCalls } from './document.ts';

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header' as const,
  required: false,
  description:
    'The same key with the same call within 24 hours takes effect once, and the first answer is returned again. Calls are the same if their paths and bodies are; the order of fields and white space do not matter. An empty key counts as none, because proxies drop it',
  schema: {
    type: 'string' as const,
    maxLength: MAX_IDEMPOTENCY_KEY_CHARACTERS,
    pattern: '^[\\x21-\\x7e]*$',
  },
};

const text = (description: string, example: string) => ({
  description,
  schema: { type: 'string' as const },
  example,
});

const HEADERS = {
  'x-request-id': text('Id of this call, which is also in the log', 'ZkPq2iYgDoEEMgw='),
  RateLimit: text('Calls left (r) until the window ends, in seconds (t)', '"token";r=1993;t=7'),
  'RateLimit-Policy': text(
    'The limit: calls (q) in a window of seconds (w)',
    '"token";q=2000;w=10',
  ),
  'Retry-After': {
    description: 'Seconds to wait before the next call',
    schema: { type: 'integer' as const, minimum: 1 },
    example: 7,
  },
  Location: {
    description: 'URL of the file, valid for a minute',
    schema: { type: 'string' as const, format: 'uri' },
    example: 'https://bucket.s3.eu-west-1.amazonaws.com/attachments/01JD3Z0T?X-Amz-Signature=1f8e',
  },
  'Idempotency-Replayed': text(
    '`true` if the call was made before and this is its first answer',
    'true',
  ),
};
type HeaderName = keyof typeof HEADERS;

const reference = (name: HeaderName) => [name, { $ref: `#/components/headers/${name}` }];

/** Adds the headers that the middleware takes and returns with every call, so that no route describes them. */
export function withHeaders(document: Document): Document {
  const described = mapCalls(document, (call, method, path) => {
    const isPost = method === 'post';
    const parameters = [...(call.parameters ?? []), ...(isPost ? [IDEMPOTENCY_KEY] : [])];
    const headersOf = (status: number) => headerNames(status, { path, isPost }).map(reference);
    return mapAnswers({ ...call, ...(parameters.length > 0 && { parameters }) }, (answer, status) =>
      withAnswerHeaders(answer, Object.fromEntries(headersOf(status))),
    );
  });
  return { ...described, components: { ...described.components, headers: HEADERS } };
}

const withAnswerHeaders = (answer: DocumentedAnswer, headers: object): DocumentedAnswer => ({
  ...answer,
  headers: { ...answer.headers, ...headers },
});

function headerNames(status: number, call: { path: string; isPost: boolean }): HeaderName[] {
  const isCounted = (status >= 400 || call.path.startsWith('/v1/')) && status !== 401;
  return [
    'x-request-id',
    ...(isCounted ? (['RateLimit', 'RateLimit-Policy'] as const) : []),
    ...(status === 429 ? (['Retry-After'] as const) : []),
    ...(status === 302 ? (['Location'] as const) : []),
    ...(call.isPost && status < 300 ? (['Idempotency-Replayed'] as const) : []),
  ];
}
