import type { HeaderField } from '../message.ts';

/** Fields that an author's program writes: from the first of them on nothing is a receiver's word. */
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
 * The fields that the last receiver put on top. Each server puts its fields above what it was given (RFC 5321 §4.4), so they end at the
 * second Received; copies below it may be forged.
 */
export function readTraceFields(headerFields: HeaderField[]): HeaderField[] {
  const received = headerFields.flatMap(({ name }, index) => (name === 'received' ? [index] : []));
  return headerFields.slice(
    0,
    Math.min(received[1] ?? headerFields.length, startOfMail(headerFields)),
  );
}

/**
 * The fields that nobody outside the mailbox's house can have written: those above the Received of the server that took the mail from
 * outside, and that one itself. Below it the sender's own begin, a forged `Received … by` that server included. A hand-over inside the house
 * (`by …` without `from`, or LMTP, which nobody offers to the world) may stand above it.
 */
export function readBorderFields(headerFields: HeaderField[]): HeaderField[] {
  const border = headerFields.findIndex(
    ({ name, value }) => name === 'received' && !isHandOver(value),
  );
  return border < 0 ? [] : headerFields.slice(0, Math.min(border + 1, startOfMail(headerFields)));
}

/** Where the fields of an author's program begin. */
function startOfMail(headerFields: HeaderField[]): number {
  const author = headerFields.findIndex(({ name }) => AUTHOR_FIELDS.has(name));
  return author < 0 ? headerFields.length : author;
}

/**
 * Comments are left out: the client chooses what stands in them. So it does with its name, in which some servers take blanks
 * (`EHLO x with LMTP`): only what stands behind the last `by` is the server's word.
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

/** RFC 3848, RFC 6531: LMTP with TLS, authentication, or UTF-8. */
const LMTP = /^(?:utf8)?lmtps?a?$/;

/** Whether an author's program wrote anything of the header: receivers put theirs on top of everything, a stream of nonsense included. */
export const hasAuthorField = (headerFields: HeaderField[]) =>
  headerFields.some(({ name }) => AUTHOR_FIELDS.has(name));

/** The same of a header block that is not read yet, octets as characters. */
export const hasAuthorLine = (block: string) => AUTHOR_LINE.test(block);
const AUTHOR_LINE = new RegExp(`^(?:${[...AUTHOR_FIELDS].join('|')})[ \\t]*:`, 'im');

/** Parts have them, too. */
const MIME_FIELDS = new Set(['mime-version', 'content-type']);

/** Whether it is a mail's header: a part's has fields of MIME alone, as has what is a mail's parts without its header. */
export const isMailHeader = (headerFields: HeaderField[]) =>
  headerFields.some(({ name }) => AUTHOR_FIELDS.has(name) && !MIME_FIELDS.has(name));
