import type { buildApp } from 'fauxqs';
import { isSignedFor, type PresignedRequest } from './check-presigned.ts';

type App = ReturnType<typeof buildApp>;

const OVERRIDES = {
  'response-content-type': 'content-type',
  'response-content-disposition': 'content-disposition',
  'response-cache-control': 'cache-control',
} as const;

/**
 * What S3 does with a presigned link and the embedded engine does not: the link expires,
 * is valid only for the request it was signed for, and can override response headers.
 */
export function playPresignedLinks(app: App): void {
  app.addHook('onRequest', async (request, reply) => {
    const refusal = refusalOf(request);
    if (refusal === undefined) return undefined;
    return reply.code(403).type('application/xml').send(refusal);
  });
  app.addHook('onSend', async (request, reply, payload) => {
    const query = queryOf(request.query);
    if (request.method !== 'GET' || reply.statusCode >= 300) return payload;
    for (const [parameter, header] of Object.entries(OVERRIDES)) {
      const value = query[parameter];
      if (value !== undefined) reply.header(header, value);
    }
    return payload;
  });
}

function refusalOf(request: PresignedRequest & { query: unknown }): string | undefined {
  const query = queryOf(request.query);
  if (query['X-Amz-Signature'] === undefined) return undefined;
  if (isExpired(query, Date.now())) return errorXml('AccessDenied', 'Request has expired');
  if (isSignedFor(request)) return undefined;
  return errorXml(
    'SignatureDoesNotMatch',
    'The request is not the one that was signed: method, size or content type differ',
  );
}

const errorXml = (code: string, message: string) =>
  `<Error><Code>${code}</Code><Message>${message}</Message></Error>`;

const queryOf = (query: unknown) => (query ?? {}) as Record<string, string | undefined>;

function isExpired(query: Record<string, string | undefined>, now: number): boolean {
  const [seconds, signedAt] = [query['X-Amz-Expires'], query['X-Amz-Date']];
  if (seconds === undefined || signedAt === undefined) return false;
  const iso = signedAt.replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3:$4:$5Z');
  return Date.parse(iso) + Number(seconds) * 1000 < now;
}
