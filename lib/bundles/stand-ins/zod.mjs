/**
 * For `zod`: what its own `v4/classic/external.js` exports, without what it exports as whole objects: `core` and `locales`, its messages in fifty
 * languages. `z` is for `@hono/zod-openapi` alone, which adds `.openapi` to the class of all schemas.
 */
import { ZodType } from './zod-parts.mjs';

export * from './zod-parts.mjs';
export const z = { ZodType };
