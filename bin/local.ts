import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { COMPILE_CACHE } from '../local/compile-cache.ts';

/** `npm start`. The code is loaded after the compile cache is on: compiling and stripping types is a third of the start. */
enableCompileCache(COMPILE_CACHE);
const { runLocally } = await import('../local/run-locally.ts');
await runLocally(join(import.meta.dirname, '..'));
