import type { HonoRequest, MiddlewareHandler } from 'hono';
import type { ApiContext } from './api-context.ts';
import { MAX_BODY_BYTES } from './limits.ts';
import { Problem } from './problem.ts';

const WITH_BODY = new Set(['POST', 'PUT', 'PATCH']);
const JSON_TYPE = /^application\/([a-z0-9.+-]+\+)?json\s*(;|$)/i;

/** A body is JSON in UTF-8 of at most 512 KB; what it must hold is the routes' business. */
export const checkBody: MiddlewareHandler<ApiContext> = async (c, next) => {
  if (WITH_BODY.has(c.req.method)) {
    const octets = Buffer.from(await c.req.arrayBuffer());
    if (octets.length > MAX_BODY_BYTES) throw tooLarge(octets.length);
    if (octets.length > 0) checkJson(octets, c.req.header('content-type') ?? '');
    else dropContentType(c.req);
  }
  await next();
};

/** An empty body that is announced as JSON means no fields, as one that is not announced does. */
function dropContentType(request: HonoRequest): void {
  const headers = new Headers(request.raw.headers);
  headers.delete('content-type');
  request.raw = new Request(request.url, { method: request.method, headers });
}

function checkJson(octets: Buffer, contentType: string): void {
  if (!JSON_TYPE.test(contentType)) {
    throw new Problem({
      status: 415,
      code: 'not-json',
      detail: 'Send the body with content-type: application/json.',
    });
  }
  try {
    JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(octets));
  } catch {
    throw new Problem({
      status: 400,
      code: 'unreadable-json',
      detail: 'The body is not JSON in UTF-8.',
    });
  }
}

const tooLarge = (size: number) =>
  new Problem({
    status: 413,
    code: 'body-too-large',
    detail: `The body has ${size} octets; at most ${MAX_BODY_BYTES} are taken.`,
  });
