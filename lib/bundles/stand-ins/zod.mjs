/**
 * Replaces `zod`: what its `v4/classic/external.js` exports, except the whole objects `core` and `locales`
 * (messages in fifty languages). `z` is only for `@hono/zod-openapi`, which adds `.openapi` to the class
 * of all schemas.
 */
import { ZodType } from './zod-parts.mjs';

export * from './zod-parts.mjs';
export const z = { ZodType };
