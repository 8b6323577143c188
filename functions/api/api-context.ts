import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Reserve } from '../steps/chatting/open-conversation.ts';
import type { ApiToken } from '../steps/chatting/ports.ts';

/** What the middleware sets for the routes. */
export interface ApiVariables {
  token: ApiToken;
  /** Reserves an id to create something under; a call repeated with its Idempotency-Key gets the same id. */
  reserve: Reserve;
}

export interface ApiContext {
  Variables: ApiVariables;
}

export type Api = OpenAPIHono<ApiContext>;
