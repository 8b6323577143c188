/** What a mail says, once its octets are read (RFC 5322, MIME). Plain data; nothing here is trusted yet. */

/** `address` is lower-cased with its domain in ASCII (punycode); `name` is decoded, without control or bidi characters. */
export interface Address {
  name: string;
  address: string;
}

/** The SMTP envelope (RFC 5321). `reversePath` is `''` for the null reverse-path, undefined where it is not known. */
export interface Envelope {
  reversePath?: string;
  forwardPaths: string[];
}

export const VERDICTS = ['PASS', 'FAIL', 'GRAY', 'NONE', 'PROCESSING_FAILED'] as const;
export type Verdict = (typeof VERDICTS)[number];

/**
 * What a receiver that we trust found out; undefined: it said nothing. `dkimDomains` are the domains (d=) of the mail's own
 * signatures that it found good, `spfDomain` is the envelope's domain: alignment with the author is judged from them (S3).
 */
export interface Verdicts {
  spf?: Verdict;
  dkim?: Verdict;
  dmarc?: Verdict;
  spam?: Verdict;
  virus?: Verdict;
  spfDomain?: string;
  dkimDomains?: string[];
  /** The domain whose own server, which is the mailbox's, took the mail from somebody who was logged in there (Exchange's AuthAs: Internal). */
  internalDomain?: string;
  /** The fields that the seal of a trusted forwarder covers, where its word is what stands here (RFC 8617). */
  sealedHeaders?: string[];
  /** The author's domain that the receiver judged DMARC for; undefined: it did not say; `''`: its word cannot be told from the sender's. */
  dmarcDomain?: string;
}

/**
 * `name` lower-cased, `value` unfolded, in the order of the mail, top first. Encoded words stand as they are, because they may be decoded
 * only after a structured value was parsed (RFC 2047 §6.2): use `decodeWords` for what is shown.
 */
export interface HeaderField {
  name: string;
  value: string;
}

/** A part that is shown as a file. `index` rises in the order of the mail, may leave numbers out, and is stable over re-reading. */
export interface MailAttachment {
  index: number;
  filename: string;
  contentType: string;
  /** Octets after decoding. */
  size: number;
  /** Lower-case hex of the decoded octets. */
  sha256: string;
  isInline: boolean;
  /** Content-ID without brackets. */
  contentId?: string;
}

export interface Message {
  headerFields: HeaderField[];
  /** Who wrote it; undefined: `ambiguous-author` (S3). */
  author?: Address;
  /** The author alone; where that is ambiguous every address that was found in From, to show whose mail it may be. */
  from: Address[];
  to: Address[];
  cc: Address[];
  replyTo: Address[];
  /** Bare addresses of Delivered-To, X-Original-To and their kin (S1). */
  deliveredTo: string[];
  subject: string;
  /** With brackets: `"<id@host>"`. */
  messageId?: string;
  /** With brackets, in order; never empty ids. */
  inReplyTo: string[];
  references: string[];
  /** The Date field as it stands. */
  date?: string;
  /** Line ends as `\n`. Undefined where there is none, or where the HTML says more than it. */
  text?: string;
  /** Not sanitised. Line ends as `\n`. */
  html?: string;
  /** How `text` was wrapped (RFC 3676): `text` itself is as the mail has it, its soft breaks still in. Undefined: not flowed. */
  textFormat?: TextFormat;
  attachments: MailAttachment[];
  /** Lower-case hex sha256 over the body's octets alone: what receivers put on top does not count (S15). */
  bodySha256: string;
  /** Other readers may part header and body somewhere else: who checked a signature may have read another text than ours. */
  hasUnclearHeader?: boolean;
  /** Texts that were left out because a limit was reached, e.g. `inline-text`. */
  cut: string[];
  /** What its author's program did with it that nobody here can check or undo. */
  marks: MailMark[];
  /** Types of the parts that lie directly in the mail's own `multipart/report` (RFC 6522). */
  reportParts: string[];
  /** What the header of the mail inside of a certified one says (S21). */
  inside?: Pick<Message, 'headerFields' | 'author' | 'from'>;
  /** What a delivery report says (RFC 3464, or in plain words); undefined for every other mail. */
  deliveryReport?: DeliveryReport;
}

/** `signed`: with a signature that was not checked. `encrypted`: the words are in a file that only the recipient's key opens. */
export type MailMark = 'signed' | 'encrypted';

/** RFC 3676 parameters of the text part. With `delSp` the blank before a soft break is no part of the text. */
export interface TextFormat {
  flowed: boolean;
  delSp: boolean;
}

export interface DeliveryReport {
  /** A complaint (RFC 5965, `Feedback-Type: abuse`): it names no recipient as failed. */
  isComplaint?: boolean;
  recipients: ReportedRecipient[];
  /** With brackets: the id of the mail the report speaks of. As we sent it, or as the sending service wrote it on the wire. */
  originalMessageId?: string;
  /** Original-Envelope-Id (RFC 3464 §2.2.1). */
  originalEnvelopeId?: string;
}

/** One recipient of a delivery report (RFC 3464 §2.3). */
export interface ReportedRecipient {
  /** Bare address, normalised: the final recipient. */
  recipient: string;
  /** Bare address, normalised: the recipient as we wrote it, where the report knows. */
  originalRecipient?: string;
  action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded';
  /** `5.1.1`: class 5 is permanent, 4 is for a time (RFC 3463). */
  status?: string;
}
