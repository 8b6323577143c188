/**
 * For `zod`: the same without its messages in fifty languages, which whoever takes it as one object (`@hono/zod-openapi` does) brings along.
 * What is exported is what zod's own `v4/classic/external.js` exports.
 */
import * as z from './zod-parts.mjs';

export * from './zod-parts.mjs';
// biome-ignore lint/style/noDefaultExport: the package has one
export { z, z as default };
