import { fileURLToPath } from 'node:url';

/** Node's compile cache for the functions' bundles and the pipeline itself, shared by all processes. */
export const COMPILE_CACHE = fileURLToPath(
  new URL('../node_modules/.cache/email-piping-local/compiled', import.meta.url),
);
