import type { HonoRequest, MiddlewareHandler } from 'hono';
import type { ApiContext } from '../api-context.ts';
import { MAX_BODY_BYTES, MAX_BODY_DEPTH } from '../limits.ts';
import { invalid, Problem } from '../problems/problem.ts';

const WITH_BODY = new Set(['POST', 'PUT', 'PATCH']);
const JSON_TYPE = /^application\/([a-z0-9._+-]+\+)?json\s*(;|$)/i;
const PLAIN_TYPE = 'application/json';

/** A name that would change the object's prototype: zod drops it silently, so it is refused here. */
const UNSEEN_NAME = '__proto__';

/** A body must be JSON in UTF-8 of at most 512 KB, nested at most 16 deep; the routes check its content. */
export const checkBody: MiddlewareHandler<ApiContext> = async (c, next) => {
  if (WITH_BODY.has(c.req.method)) {
    const octets = Buffer.from(await c.req.arrayBuffer());
    if (octets.length > MAX_BODY_BYTES) throw tooLarge(octets.length);
    if (octets.length > 0) {
      refuseEncoding(c.req.header('content-encoding') ?? 'identity');
      checkJson(octets, c.req.header('content-type') ?? '');
    }
    tellRoutes(c.req, octets.length > 0);
  }
  await next();
};

/**
 * Normalises the content type, because the routes' libraries parse it again, each in its own way (Hono has cached the octets). An empty
 * body means no fields, whatever its content type.
 */
function tellRoutes(request: HonoRequest, hasBody: boolean): void {
  const headers = new Headers(request.raw.headers);
  if (hasBody) headers.set('content-type', PLAIN_TYPE);
  else headers.delete('content-type');
  request.raw = new Request(request.url, { method: request.method, headers });
}

function refuseEncoding(encoding: string): void {
  if (encoding.toLowerCase() === 'identity') return;
  const detail = 'Send the body as it is, without content-encoding.';
  throw new Problem({ status: 415, code: 'not-json', detail });
}

function checkJson(octets: Buffer, contentType: string): void {
  if (!JSON_TYPE.test(contentType)) {
    const detail = `Send the body with content-type: ${PLAIN_TYPE}.`;
    throw new Problem({ status: 415, code: 'not-json', detail });
  }
  refuseUnusual(parseJson(readUtf8(octets)));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw unreadable(`The body is not JSON${placeOf(error)}.`);
  }
}

/** Goes down level by level: recursion, also that of JSON.stringify, ends in a RangeError on a body nested some thousand deep. */
function refuseUnusual(body: unknown): void {
  let level = [body].filter(isNested);
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > MAX_BODY_DEPTH)
      throw unreadable(
        `The body has more than ${MAX_BODY_DEPTH} objects and lists within one another.`,
      );
    if (level.some((each) => Object.hasOwn(each, UNSEEN_NAME)))
      throw invalid('invalid', `/${UNSEEN_NAME}`, 'is no name that a field can have');
    level = level.flatMap((each) => Object.values(each).filter(isNested));
  }
}

const isNested = (value: unknown): value is object => typeof value === 'object' && value !== null;

function readUtf8(octets: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(octets);
  } catch {
    throw unreadable(
      'The body is not UTF-8: send JSON in UTF-8, which is the only encoding of it.',
    );
  }
}

/** Where V8's parser failed, without quoting the body. */
function placeOf(error: unknown): string {
  const place = /at position \d+/.exec(error instanceof Error ? error.message : '');
  return place ? ` (${place[0]})` : '';
}

const unreadable = (detail: string) =>
  new Problem({ status: 400, code: 'unreadable-json', detail });

const tooLarge = (size: number) =>
  new Problem({
    status: 413,
    code: 'body-too-large',
    detail: `The body has ${size} octets; at most ${MAX_BODY_BYTES} are taken.`,
  });
