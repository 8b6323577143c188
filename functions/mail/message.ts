/** What a mail says once its octets are read (RFC 5322, MIME). Plain data; nothing here is trusted yet. */

/** `address` is lower-cased, its domain in ASCII (punycode). `name` is decoded, without control or bidi characters. */
export interface Address {
  name: string;
  address: string;
}

/** The SMTP envelope (RFC 5321). `reversePath` is `''` for the null reverse-path, undefined when it is not known. */
export interface Envelope {
  reversePath?: string;
  forwardPaths: string[];
}

export const VERDICTS = ['PASS', 'FAIL', 'GRAY', 'NONE', 'PROCESSING_FAILED'] as const;
export type Verdict = (typeof VERDICTS)[number];

/**
 * What a trusted receiver found out; undefined fields: it did not say. `dkimDomains` are the domains (d=) of those signatures of the mail
 * that it found good; `spfDomain` is the domain of the envelope sender. Alignment with the author is judged from both (S3).
 */
export interface Verdicts {
  spf?: Verdict;
  dkim?: Verdict;
  dmarc?: Verdict;
  spam?: Verdict;
  virus?: Verdict;
  spfDomain?: string;
  dkimDomains?: string[];
  /** Domain of the author, when the mailbox's own server took the mail from somebody logged in there (Exchange's AuthAs: Internal). */
  internalDomain?: string;
  /** Header fields that the seal of a trusted forwarder covers, when these verdicts are that forwarder's (RFC 8617). */
  sealedHeaders?: string[];
  /**
   * The author's domain for which the receiver judged DMARC. Undefined: it did not say. `''`: its words cannot be told from the sender's.
   */
  dmarcDomain?: string;
}

/**
 * `name` is lower-cased, `value` unfolded; fields are in the order of the mail, top first. Encoded words stay, because they may be decoded
 * only after a structured value was parsed (RFC 2047 §6.2): use `decodeWords` for what is shown.
 */
export interface HeaderField {
  name: string;
  value: string;
}

/** A part that is shown as a file. `index` rises in the order of the mail, may skip numbers, and is the same each time the mail is read. */
export interface MailAttachment {
  index: number;
  filename: string;
  contentType: string;
  /** Octets after decoding. */
  size: number;
  /** Of the decoded octets, in lower-case hex. */
  sha256: string;
  isInline: boolean;
  /** Content-ID without brackets. */
  contentId?: string;
}

export interface Message {
  headerFields: HeaderField[];
  /** The author; undefined when the From field is ambiguous (`ambiguous-author`, S3). */
  author?: Address;
  /** Only the author. When the author is ambiguous: every address in From, to show whose mail it may be. */
  from: Address[];
  to: Address[];
  cc: Address[];
  /** Bare addresses from Delivered-To, X-Original-To and similar fields (S1). */
  deliveredTo: string[];
  subject: string;
  /** With brackets: `"<id@host>"`. */
  messageId?: string;
  /** With brackets, in order. */
  inReplyTo: string[];
  references: string[];
  /** The Date field as written. */
  date?: string;
  /** With `\n` as line end. Undefined when the mail has no text, or when the HTML says more than the text. */
  text?: string;
  /** Not sanitised. With `\n` as line end. */
  html?: string;
  /** How `text` is wrapped (RFC 3676); its soft breaks are still there. Undefined: not flowed. */
  textFormat?: TextFormat;
  attachments: MailAttachment[];
  /**
   * Lower-case hex sha256 of the body alone, so fields that receivers add do not
   * change it (S15). Line ends and blanks are normalised (parts/body-digest.ts).
   */
  bodySha256: string;
  /** Other readers may split header and body elsewhere, so whoever checked a signature may have read another text than we do. */
  hasUnclearHeader?: boolean;
  /** The header fields without which the body could be read otherwise: a signature that does not cover them proves no words. */
  decidingFields: string[];
  /** Names of limits at which texts were cut, such as `inline-text`. */
  cut: string[];
  /** What the author's program did that we cannot check or undo. */
  marks: MailMark[];
  /** Types of the parts directly inside the mail's own `multipart/report` (RFC 6522). */
  reportParts: string[];
  /** Header of the mail inside a certified mail (S21). */
  inside?: Pick<Message, 'headerFields' | 'author' | 'from'>;
  /** What a delivery report says (RFC 3464, or in plain words). Undefined for every other mail. */
  deliveryReport?: DeliveryReport;
}

/** `signed`: has a signature that was not checked. `encrypted`: its words are in a file that only the recipient's key opens. */
export type MailMark = 'signed' | 'encrypted';

/** RFC 3676 parameters of the text part. With `delSp`, the blank before a soft break is not part of the text. */
export interface TextFormat {
  flowed: boolean;
  delSp: boolean;
}

export interface DeliveryReport {
  /** A complaint (RFC 5965, `Feedback-Type: abuse`). Its `recipients` are empty: nobody failed. */
  isComplaint?: boolean;
  recipients: ReportedRecipient[];
  /** With brackets: the id of the mail that the report is about, as we sent it or as the sending service rewrote it. */
  originalMessageId?: string;
}

/** One recipient of a delivery report (RFC 3464 §2.3). */
export interface ReportedRecipient {
  /** The final recipient: a bare, normalised address. */
  recipient: string;
  /** The recipient as we addressed it, if the report says: a bare, normalised address. */
  originalRecipient?: string;
  action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded';
  /** `5.1.1`: class 5 is permanent, class 4 temporary (RFC 3463). */
  status?: string;
}
