import {
  findLostBoundary,
  findUnsaidBoundary,
  isPartField,
} from '../repairs/find-lost-boundary.ts';
import { FIELD_BYTES } from './find-body-start.ts';
import type { Delimiter, OpenMultiparts } from './open-multiparts.ts';

/**
 * Matches a delimiter in a body. If a multipart has had none yet, one with another boundary counts, too. Some programs
 * close a multipart before its last part: a closing delimiter, or one below it, counts if a part's header follows.
 */
export function matchInBody(
  open: OpenMultiparts,
  data: Buffer,
  line: number,
  eol: number,
): Delimiter | undefined {
  const found = open.match(data, line, eol);
  if (found?.isClosing || found?.isBelowEnd) {
    if (isPartHeader(data, eol + 1)) return { depth: found.depth, isClosing: false };
    if (found.isClosing) return found;
    // looked for once only: forty megabytes of such lines would take seconds
    open.forgetClosed();
    return undefined;
  }
  const lost = found || !open.isUnentered ? undefined : findLostBoundary(data, line);
  if (lost !== undefined) open.rename(lost);
  return lost === undefined ? found : open.match(data, line, eol);
}

/** A body that begins with a delimiter and a part's header is a multipart whose header was lost. */
export function openUnsaid(open: OpenMultiparts, data: Buffer, start: number): void {
  const boundary = findUnsaidBoundary(data, start);
  if (boundary !== undefined) open.open({ subtype: 'mixed', boundary });
}

const isPartHeader = (data: Buffer, start: number) =>
  isPartField(data.toString('latin1', start, start + FIELD_BYTES));
