import { fileURLToPath } from 'node:url';

/** What Node compiled once, of the functions' bundles and of the pipeline itself, is read by the next process. */
export const COMPILE_CACHE = fileURLToPath(
  new URL('../node_modules/.cache/email-piping-local/compiled', import.meta.url),
);
