import type { LambdaEvent } from 'hono/aws-lambda';

/** What no `Request` may be made of (Fetch standard, "forbidden method"). */
const FORBIDDEN_METHOD = /^(CONNECT|TRACE|TRACK)$/i;

/** An event whose method is one that no path has, under a name that `Request` takes: so it is answered with 405, as every other one. */
export function fetchableEvent(event: LambdaEvent): LambdaEvent {
  const http = 'http' in event.requestContext ? event.requestContext.http : undefined;
  if (!http || !FORBIDDEN_METHOD.test(http.method)) return event;
  const method = `X-${http.method}`;
  const requestContext = { ...event.requestContext, http: { ...http, method } };
  return { ...event, requestContext } as LambdaEvent;
}
