import type { LambdaEvent } from 'hono/aws-lambda';

/** What no `Request` may be made of (Fetch standard, "forbidden method"). */
const FORBIDDEN_METHOD = /^(CONNECT|TRACE|TRACK)$/i;
/** What no `Request` may have a body with; what it means is not defined either (RFC 9110 §9.3.1). */
const BODILESS_METHOD = /^(GET|HEAD)$/i;

const KEY = 'idempotency-key';
const BEYOND_ASCII = /[^ -~]/;
/** What no key can be: `keepIdempotency` refuses it. */
const NO_KEY = 'not ASCII';

/** Hono percent-encodes a field that is not ASCII: what came out would be a key that nobody sent. */
function withSoundKey(event: LambdaEvent): LambdaEvent {
  if (!BEYOND_ASCII.test(String(event.headers?.[KEY] ?? ''))) return event;
  return { ...event, headers: { ...event.headers, [KEY]: NO_KEY } } as LambdaEvent;
}

/**
 * An event that `Request` takes, so that every call is answered as the document says: a method that no path has gets another name, and so 405; the
 * body of a GET is left out, a key that is not ASCII stays refused.
 */
export function fetchableEvent(event: LambdaEvent): LambdaEvent {
  const http = 'http' in event.requestContext ? event.requestContext.http : undefined;
  if (!http) return event;
  if (BODILESS_METHOD.test(http.method)) return { ...event, body: null };
  if (!FORBIDDEN_METHOD.test(http.method)) return withSoundKey(event);
  const method = `X-${http.method}`;
  const requestContext = { ...event.requestContext, http: { ...http, method } };
  return { ...event, requestContext } as LambdaEvent;
}
