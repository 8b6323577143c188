import type { Line } from '../reply-line.ts';
import { foldText } from './fold-text.ts';

/** Some lines (both ends included) as one folded text, of one character more than `mostChars` at most: so that too long is seen. */
export const foldLines = (
  lines: readonly Line[],
  first: number,
  last: number,
  mostChars: number,
): string =>
  foldText(
    lines
      .slice(first, last + 1)
      .map(({ body }) => body)
      .join(' ')
      .slice(0, mostChars + 1),
  );
