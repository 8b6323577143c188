import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiToken } from '../steps/api-ports.ts';
import type { Reserve } from '../steps/open-conversation.ts';

/** What the middleware leaves for the routes. */
export interface ApiVariables {
  token: ApiToken;
  /** The id that this call creates under; the same one when the call is repeated with its Idempotency-Key. */
  reserve: Reserve;
}

export interface ApiContext {
  Variables: ApiVariables;
}

export type Api = OpenAPIHono<ApiContext>;
