/**
 * Zod with `.openapi(…)` on its schemas. Import it as `import * as z`, so that bundles contain only the parts that are used; the `z` of
 * `@hono/zod-openapi` is one object with all of zod.
 */
import '@hono/zod-openapi';
import { type core, strictObject as zodStrictObject } from 'zod';

export * from 'zod';

/** An object that refuses fields which it does not have, and names those that it has. */
export const strictObject = <Shape extends core.$ZodLooseShape>(shape: Shape) =>
  zodStrictObject(shape, {
    error: ({ code, inst }) =>
      code === 'unrecognized_keys'
        ? `there is no such field; allowed: ${namesOf(inst)}`
        : undefined,
  });

/** The fields of the object that was checked: more than those given here, if it was extended since. */
const namesOf = (inst: unknown): string =>
  Object.keys((inst as core.$ZodObject | undefined)?._zod.def.shape ?? {}).join(', ');
