import type { Line } from '../reply-line.ts';
import { foldText } from './fold-text.ts';

/**
 * Lines `first` to `last` as one folded text. It may be one character longer
 * than `mostChars`, so that callers can see that the text is too long.
 */
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
