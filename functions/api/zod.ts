/**
 * Zod with `.openapi(…)` on its schemas. Taken as `import * as z`, so that bundles hold what the schemas use of it; the `z` of `@hono/zod-openapi`
 * is all of zod in one object.
 */
import '@hono/zod-openapi';

export * from 'zod';
