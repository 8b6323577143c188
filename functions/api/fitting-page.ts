import { MAX_SHOWN_BYTES, shownBytes } from '../conversations/fit-into-answer.ts';
import type { Page, PageOptions } from '../steps/ports.ts';

/**
 * Reads a page that fits into one Lambda answer: the requested limit, else half of what was read, and so on. `read` returns items as they
 * are shown, at most `limit`.
 */
export async function fittingPage<Shown extends object>(
  options: PageOptions,
  read: (options: PageOptions) => Promise<Page<Shown>>,
): Promise<Page<Shown>> {
  const page = await read(options);
  const count = page.items.length;
  if (count <= 1 || shownBytes(page.items) <= MAX_SHOWN_BYTES) return page;
  return fittingPage({ ...options, limit: Math.ceil(count / 2) }, read);
}
