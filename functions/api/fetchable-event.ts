import type { LambdaEvent } from 'hono/aws-lambda';

/** Methods that `Request` refuses (Fetch standard, "forbidden method"). */
const FORBIDDEN_METHOD = /^(CONNECT|TRACE|TRACK)$/i;
/** Methods for which `Request` refuses a body; RFC 9110 §9.3.1 gives such a body no meaning. */
const BODILESS_METHOD = /^(GET|HEAD)$/i;

const KEY = 'idempotency-key';
const BEYOND_ASCII = /[^ -~]/;
/** No valid key: `keepIdempotency` refuses it. */
const NO_KEY = 'not ASCII';

/** Characters that the path of a URL cannot hold unescaped (RFC 3986 §3.3). */
const BEYOND_PATH = /[^\w.~:@|+=!$&'()*,;/-]+/gu;
/** A URL parser removes them, and the segment before `..`. */
const DOT_SEGMENT = /(?<=\/)\.{1,2}(?=\/|$)/g;

/** U+FFFD in a body: sent as such, or API Gateway's replacement of octets that are not UTF-8. */
const REPLACEMENT = '\uFFFD';
/** Base64 of an octet that is never UTF-8: `checkBody` refuses it. */
const NO_UTF8 = '/w==';

/** An event of payload format 2.0. */
type HttpEvent = Extract<LambdaEvent, { rawPath: string }>;

/** Hono percent-encodes a header that is not ASCII, which would make a valid key that nobody sent. */
function soundKey({ headers }: HttpEvent): Partial<HttpEvent> {
  if (!BEYOND_ASCII.test(String(headers?.[KEY] ?? ''))) return {};
  return { headers: { ...headers, [KEY]: NO_KEY } };
}

/**
 * An HTTP API passes a decoded path, and Hono parses it as a URL: `ab%0A` would become the user `ab`, `a%23b` the user `a`, `x/%2E%2E/ab`
 * again `ab`. Encoded again, the path names what the caller named, which does not exist.
 */
function soundPath({ rawPath }: HttpEvent): Partial<HttpEvent> {
  const encoded = rawPath
    .toWellFormed()
    .replace(BEYOND_PATH, encodeURIComponent)
    .replace(DOT_SEGMENT, (dots) => dots.replaceAll('.', '%252E'));
  return encoded === rawPath ? {} : { rawPath: encoded };
}

/** The event is JSON, so octets that are not UTF-8 were replaced by U+FFFD on the way. Only the caller's content-length shows it. */
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
 * Turns the event into one that `Request` accepts, so that every call is answered as documented. A forbidden method is renamed, and so gets
 * 405; the body of a GET is dropped. A key that is not ASCII, a path that no URL can hold and a body that is not UTF-8 stay refused.
 */
export function fetchableEvent(event: LambdaEvent): LambdaEvent {
  if (!isHttpEvent(event)) return event;
  const sound = [soundKey, soundPath, soundBody, soundMethod].map((mend) => mend(event));
  return sound.some((mended) => Object.keys(mended).length > 0)
    ? (Object.assign({}, event, ...sound) as LambdaEvent)
    : event;
}
