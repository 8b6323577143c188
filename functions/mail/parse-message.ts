import type { Readable } from 'node:stream';
import { readHeaderFields } from './header-fields.ts';
import { MAIL_LIMITS, type MailBound, MailBoundExceeded, type MailLimits } from './limits.ts';
import type { DeliveryReport, Message } from './message.ts';
import { isCertifiedMail, openCertified } from './open-certified.ts';
import { assembleParts } from './parts/assemble-parts.ts';
import type { OnAttachment } from './parts/attachment-sink.ts';
import { BodyTap } from './parts/body-tap.ts';
import { decidingFields } from './parts/deciding-fields.ts';
import { PartReader } from './parts/part-reader.ts';
import { PartStore } from './parts/part-store.ts';
import { readMessageFields } from './read-message-fields.ts';
import { mendBareReturns } from './repairs/mend-bare-returns.ts';
import { readCertifiedReceipt } from './reports/read-certified-receipt.ts';
import { readPlainBounce } from './reports/read-plain-bounce.ts';
import type { MailPiece } from './structure/mail-piece.ts';
import { type PartHeader, readPartHeader } from './structure/part-header.ts';
import { readBlocks } from './structure/read-blocks.ts';
import { MailSplitter } from './structure/split-mail.ts';
import { hasAuthorField } from './verdicts/trace-fields.ts';

export interface ParseOptions {
  /**
   * Receives each file while the mail is read; without it, files are only hashed
   * and counted. It may get files of a mail that turns out to exceed a bound.
   */
  onAttachment?: OnAttachment;
  limits?: Partial<MailLimits>;
}

/** Result of reading a mail. Broken MIME is read as far as possible; only a mail without any field of an author is `unreadable`. */
export type ParsedMail =
  | { kind: 'message'; message: Message }
  /** `header`: from the top header block, as far as it was read. */
  | { kind: 'over-limit'; bound: MailBound; header: Pick<Message, 'from' | 'subject'> }
  | { kind: 'unreadable'; why: 'empty' | 'no-header-field' };

/** Reads a raw mail (RFC 5322, MIME) in one pass with bounded memory. Rejects only when the stream or `onAttachment` fails. */
export async function parseMessage(raw: Readable, options: ParseOptions = {}): Promise<ParsedMail> {
  const limits = { ...MAIL_LIMITS, ...options.limits };
  const store = new PartStore(limits, options.onAttachment);
  const reader = new PartReader(store);
  const nothing = Buffer.alloc(0);
  const top: TopBlock = { octets: nothing, header: readPartHeader(nothing) };
  try {
    return await readMail(raw, reader, store, top);
  } catch (error) {
    await reader.abort(error instanceof Error ? error : new Error(String(error)));
    if (!(error instanceof MailBoundExceeded)) throw error;
    const { from, subject } = readMessageFields(readHeaderFields(top.octets));
    return { kind: 'over-limit', bound: error.bound, header: { from, subject } };
  } finally {
    raw.destroy();
  }
}

/** The mail's own header block, set as soon as it is read. */
interface TopBlock {
  octets: Buffer;
  header: PartHeader;
}

async function readMail(
  raw: Readable,
  reader: PartReader,
  store: PartStore,
  top: TopBlock,
): Promise<ParsedMail> {
  const splitter = new MailSplitter(store.limits, false, store);
  const body = new BodyTap();
  const take = async (pieces: Iterable<MailPiece>) => {
    for (const piece of pieces) {
      if (piece.kind !== 'top') await reader.take(piece);
      else {
        top.octets = piece.block;
        top.header = readPartHeader(piece.block);
        body.isEscaped = top.header.encoding === 'quoted-printable';
        store.isCertified = isCertifiedMail(readHeaderFields(piece.block));
      }
    }
  };
  for await (const block of mendBareReturns(readBlocks(raw))) {
    body.add(block);
    await take(splitter.write(block));
    body.bodyBeginsAt(splitter.bodyOffset);
  }
  await take(splitter.end());
  body.bodyBeginsAt(splitter.bodyOffset);
  if (body.byteCount === 0) return { kind: 'unreadable', why: 'empty' };
  const headerFields = readHeaderFields(top.octets, store.charset);
  if (!hasAuthorField(headerFields)) return { kind: 'unreadable', why: 'no-header-field' };
  const parts = await assembleParts(store);
  const isFile = parts.text === undefined && parts.html === undefined;
  const message = {
    ...readMessageFields(headerFields),
    ...parts,
    bodySha256: body.end(),
    decidingFields: [...store.decidingFields, ...decidingFields(top.header, body, isFile)],
    ...(splitter.hasUnclearHeader && { hasUnclearHeader: true }),
  };
  return { kind: 'message', message: await completeMessage(message, store) };
}

/** Adds what needs both header and parts: the mail inside a certified one, and a bounce in plain words. */
async function completeMessage(message: Message, store: PartStore): Promise<Message> {
  const read = store.certified ? await openCertified(message, store.certified) : message;
  const original = store.reportOctets.get('original');
  const deliveryReport =
    read.deliveryReport ?? readCertifiedReceipt(read) ?? readPlainBounce(read, original);
  return { ...read, deliveryReport: deliveryReport && withOriginal(deliveryReport, read) };
}

/** Exchange and Gmail send a report as a reply to the mail, so In-Reply-To names the mail when the report itself does not. */
const withOriginal = (
  report: DeliveryReport,
  { inReplyTo, references }: Pick<Message, 'inReplyTo' | 'references'>,
): DeliveryReport => ({
  ...report,
  originalMessageId: report.originalMessageId ?? inReplyTo.at(0) ?? references.at(-1),
});
