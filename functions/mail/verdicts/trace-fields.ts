import type { HeaderField } from '../message.ts';

/** Fields that an author's program writes. From the first of them on, no field counts as a receiver's. */
const AUTHOR_FIELDS = new Set([
  'from',
  'sender',
  'reply-to',
  'to',
  'cc',
  'subject',
  'date',
  'message-id',
  'in-reply-to',
  'references',
  'mime-version',
  'content-type',
]);

/**
 * The fields that the last receiver put on top. Each server adds its fields above those it
 * was given (RFC 5321 §4.4), so they end at the second Received. Copies below may be forged.
 */
export function readTraceFields(headerFields: HeaderField[]): HeaderField[] {
  const received = headerFields.flatMap(({ name }, index) => (name === 'received' ? [index] : []));
  return headerFields.slice(
    0,
    Math.min(received[1] ?? headerFields.length, startOfMail(headerFields)),
  );
}

/**
 * The fields that nobody outside the mailbox's provider can have written: the Received field of the server that took the mail from outside,
 * and those above it. Fields below are the sender's, even a forged `Received … by` that server. Hand-overs between the provider's own
 * servers may stand above it: `by …` without `from`, or LMTP, which nobody offers to the world.
 */
export function readBorderFields(headerFields: HeaderField[]): HeaderField[] {
  const border = headerFields.findIndex(
    ({ name, value }) => name === 'received' && !isHandOver(value),
  );
  return border < 0 ? [] : headerFields.slice(0, Math.min(border + 1, startOfMail(headerFields)));
}

/** Index of the first field of an author's program. */
function startOfMail(headerFields: HeaderField[]): number {
  const author = headerFields.findIndex(({ name }) => AUTHOR_FIELDS.has(name));
  return author < 0 ? headerFields.length : author;
}

/**
 * Whether a Received field notes a hand-over between the provider's own servers. Comments are left
 * out, because the client chooses their words. It also chooses its EHLO name, in which some servers
 * accept blanks (`EHLO x with LMTP`): so only the words behind the last `by` are the server's.
 */
function isHandOver(received: string): boolean {
  const words = received
    .replace(/\([^()]*\)/g, ' ')
    .trim()
    .toLowerCase()
    .split(/[\s;]+/);
  const by = words.lastIndexOf('by');
  const ofServer = by < 0 ? [] : words.slice(by);
  return words[0] !== 'from' || LMTP.test(ofServer[ofServer.indexOf('with') + 1] ?? '');
}

/** LMTP with TLS, authentication or UTF-8 (RFC 3848, RFC 6531). */
const LMTP = /^(?:utf8)?lmtps?a?$/;

/**
 * Whether the header has any field of an author's program. Receivers add their fields on top of everything, even of a stream of nonsense.
 */
export const hasAuthorField = (headerFields: HeaderField[]) =>
  headerFields.some(({ name }) => AUTHOR_FIELDS.has(name));

/** The same for a raw header block, octets as characters. */
export const hasAuthorLine = (block: string) => AUTHOR_LINE.test(block);
const AUTHOR_LINE = new RegExp(`^(?:${[...AUTHOR_FIELDS].join('|')})[ \\t]*:`, 'im');

/** Parts have these fields, too. */
const MIME_FIELDS = new Set(['mime-version', 'content-type']);

/** Whether this is the header of a mail. A part's header has only MIME fields, and so has a mail's content without its header. */
export const isMailHeader = (headerFields: HeaderField[]) =>
  headerFields.some(({ name }) => AUTHOR_FIELDS.has(name) && !MIME_FIELDS.has(name));
