import type { Multipart } from './open-multiparts.ts';
import type { PartHeader } from './part-header.ts';

/** The beginning of a leaf. */
export type LeafStart = Extract<MailPiece, { kind: 'leaf' }>;

/**
 * What the splitter finds, in the order of the mail: first the mail's header block, then for each leaf its header, its body in slices and
 * its end. `isPreamble` marks the text before the first delimiter of the outermost multipart, which counts only if no part follows.
 */
export type MailPiece =
  | { kind: 'top'; block: Buffer }
  | { kind: 'leaf'; header: PartHeader; container?: Multipart; isPreamble: boolean }
  | { kind: 'body'; octets: Buffer }
  | { kind: 'end' };
