import * as z from 'zod/mini';

/** What the chat backend keeps with a thing of its own. */
export const metadata = z.record(z.string(), z.string());
