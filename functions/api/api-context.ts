import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Reserve } from '../steps/chatting/open-conversation.ts';
import type { ApiToken } from '../steps/chatting/ports.ts';

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
