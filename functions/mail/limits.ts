/**
 * Bounds on what one raw mail may cost. A mail that exceeds one is held with the
 * bound's name (`held: over-limit`); it never crashes or stalls the function.
 */

const KIB = 1024;
const MIB = 1024 * KIB;

/** The bound that a mail exceeded. */
export const MAIL_BOUNDS = ['size', 'header-block', 'parts', 'nesting', 'boundary'] as const;
export type MailBound = (typeof MAIL_BOUNDS)[number];

export interface MailLimits {
  /** Octets of the whole mail. SES accepts 40 MB; the fields that receivers add are extra. */
  maxRawMailBytes: number;
  /** Octets of one header block, of the mail or of a part. */
  maxHeaderBlockBytes: number;
  /** Octets of the header blocks of all parts together. */
  maxPartHeadersBytes: number;
  /** Body parts, multiparts included. */
  maxParts: number;
  /** Depth of nested multiparts. */
  maxNesting: number;
  /** Characters of a boundary. RFC 2046 §5.1.1 allows 70; programs write more, but a delimiter is still one line (RFC 5322 §2.1.1). */
  maxBoundaryLength: number;
  /** Decoded octets of text and HTML that are kept. The rest is cut, and `Message.cut` says so. */
  maxInlineTextBytes: number;
}

export const MAIL_LIMITS: MailLimits = {
  maxRawMailBytes: 40 * MIB + 64 * KIB,
  maxHeaderBlockBytes: 256 * KIB,
  maxPartHeadersBytes: 2 * MIB,
  maxParts: 1000,
  maxNesting: 20,
  maxBoundaryLength: 990,
  maxInlineTextBytes: 2 * MIB,
};

/** Thrown only inside `mail/`; `parseMessage` turns it into an outcome. */
export class MailBoundExceeded extends Error {
  readonly bound: MailBound;

  constructor(bound: MailBound) {
    super(`the mail exceeds the bound "${bound}"`);
    this.name = 'MailBoundExceeded';
    this.bound = bound;
  }
}
