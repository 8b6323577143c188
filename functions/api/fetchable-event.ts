import type { LambdaEvent } from 'hono/aws-lambda';

/** What no `Request` may be made of (Fetch standard, "forbidden method"). */
const FORBIDDEN_METHOD = /^(CONNECT|TRACE|TRACK)$/i;
/** What no `Request` may have a body with; what it means is not defined either (RFC 9110 §9.3.1). */
const BODILESS_METHOD = /^(GET|HEAD)$/i;

/**
 * An event that `Request` takes, so that every call is answered as the document says: a method that no path has gets another name, and so 405; the
 * body of a GET is left out.
 */
export function fetchableEvent(event: LambdaEvent): LambdaEvent {
  const http = 'http' in event.requestContext ? event.requestContext.http : undefined;
  if (!http) return event;
  if (BODILESS_METHOD.test(http.method)) return { ...event, body: null };
  if (!FORBIDDEN_METHOD.test(http.method)) return event;
  const method = `X-${http.method}`;
  const requestContext = { ...event.requestContext, http: { ...http, method } };
  return { ...event, requestContext } as LambdaEvent;
}
