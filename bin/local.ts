import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { COMPILE_CACHE } from '../local/compile-cache.ts';

/** `npm start`. What it consists of is loaded once the cache is there: a third of a start is to compile it, and to strip its types. */
enableCompileCache(COMPILE_CACHE);
const { runLocally } = await import('../local/run-locally.ts');
await runLocally(join(import.meta.dirname, '..'));
