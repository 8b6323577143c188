import { MAX_SHOWN_BYTES, shownBytes } from '../conversations/fit-into-answer.ts';
import type { Page } from '../steps/ports.ts';

interface Part {
  limit: number;
  cursor?: string;
}

/**
 * A page that one answer of Lambda holds: as many as were asked for, or half of them, or a quarter. `read` gives them as they are shown,
 * and no more than the limit.
 */
export async function fittingPage<Shown extends object>(
  part: Part,
  read: (part: Part) => Promise<Page<Shown>>,
): Promise<Page<Shown>> {
  const page = await read(part);
  const count = page.items.length;
  if (count <= 1 || shownBytes(page.items) <= MAX_SHOWN_BYTES) return page;
  return fittingPage({ ...part, limit: Math.ceil(count / 2) }, read);
}
