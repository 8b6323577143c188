/**
 * Zod with `.openapi(…)` on its schemas. Import it as `import * as z`, so that bundles contain only the parts that are used; the `z` of
 * `@hono/zod-openapi` is one object with all of zod.
 */
import '@hono/zod-openapi';

export * from 'zod';
