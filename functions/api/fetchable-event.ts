import type { LambdaEvent } from 'hono/aws-lambda';

/** What no `Request` may be made of (Fetch standard, "forbidden method"). */
const FORBIDDEN_METHOD = /^(CONNECT|TRACE|TRACK)$/i;
/** What no `Request` may have a body with; what it means is not defined either (RFC 9110 §9.3.1). */
const BODILESS_METHOD = /^(GET|HEAD)$/i;

const KEY = 'idempotency-key';
const BEYOND_ASCII = /[^ -~]/;
/** What no key can be: `keepIdempotency` refuses it. */
const NO_KEY = 'not ASCII';

/** What no path of a URL holds as it is (RFC 3986 §3.3). */
const BEYOND_PATH = /[^\w.~:@|+=!$&'()*,;/-]+/gu;
/** A URL takes them away, and what stands before them. */
const DOT_SEGMENT = /(?<=\/)\.{1,2}(?=\/|$)/g;

/** U+FFFD in a body: sent as such, or what API Gateway made of octets that are no UTF-8. */
const REPLACEMENT = '\uFFFD';
/** Base64 of an octet that no UTF-8 holds: `checkBody` refuses it. */
const NO_UTF8 = '/w==';

/** An event of payload 2.0. */
type HttpEvent = Extract<LambdaEvent, { rawPath: string }>;

/** Hono percent-encodes a field that is not ASCII: what came out would be a key that nobody sent. */
function soundKey({ headers }: HttpEvent): Partial<HttpEvent> {
  if (!BEYOND_ASCII.test(String(headers?.[KEY] ?? ''))) return {};
  return { headers: { ...headers, [KEY]: NO_KEY } };
}

/**
 * An HTTP API hands on a decoded path, and Hono makes a URL of it: `ab%0A` would become the user `ab`, `a%23b` the user `a`, `x/%2E%2E/ab` again
 * `ab`. Encoded once more it names what the caller named, which is nobody.
 */
function soundPath({ rawPath }: HttpEvent): Partial<HttpEvent> {
  const encoded = rawPath
    .toWellFormed()
    .replace(BEYOND_PATH, encodeURIComponent)
    .replace(DOT_SEGMENT, (dots) => dots.replaceAll('.', '%252E'));
  return encoded === rawPath ? {} : { rawPath: encoded };
}

/** An event is JSON: octets that are no UTF-8 have become U+FFFD on the way, and only the size that the caller gave tells of it. */
function soundBody({ body, isBase64Encoded, headers }: HttpEvent): Partial<HttpEvent> {
  if (isBase64Encoded || !body?.includes(REPLACEMENT)) return {};
  const sentBytes = Number(headers['content-length'] ?? Number.NaN);
  if (Number.isNaN(sentBytes) || sentBytes === Buffer.byteLength(body)) return {};
  return { body: NO_UTF8, isBase64Encoded: true };
}

function soundMethod({ requestContext }: HttpEvent): Partial<HttpEvent> {
  const { http } = requestContext;
  if (BODILESS_METHOD.test(http.method)) return { body: null };
  if (!FORBIDDEN_METHOD.test(http.method)) return {};
  return { requestContext: { ...requestContext, http: { ...http, method: `X-${http.method}` } } };
}

const isHttpEvent = (event: LambdaEvent): event is HttpEvent =>
  'rawPath' in event && 'http' in event.requestContext;

/**
 * An event that `Request` takes, so that every call is answered as the document says: a method that no path has gets another name, and so 405; the
 * body of a GET is left out; a key that is not ASCII, a path that a URL cannot hold and octets that are no UTF-8 stay refused.
 */
export function fetchableEvent(event: LambdaEvent): LambdaEvent {
  if (!isHttpEvent(event)) return event;
  const sound = [soundKey, soundPath, soundBody, soundMethod].map((mend) => mend(event));
  return sound.some((mended) => Object.keys(mended).length > 0)
    ? (Object.assign({}, event, ...sound) as LambdaEvent)
    : event;
}
