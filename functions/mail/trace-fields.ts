import type { HeaderField } from './message.ts';

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
 * second Received; copies below it may be forged. With `host` they end at the first Received below that server's own one, because a
 * provider may pass a mail on inside its house and because some write their results below their Received.
 */
export function readTraceFields(headerFields: HeaderField[], host?: string): HeaderField[] {
  const received = headerFields.flatMap(({ name }, index) => (name === 'received' ? [index] : []));
  const own =
    host === undefined
      ? -1
      : received.findIndex((at) => isReceivedBy(headerFields[at]?.value ?? '', host));
  const end = received[Math.max(own, 0) + 1] ?? headerFields.length;
  const author = headerFields.findIndex(({ name }) => AUTHOR_FIELDS.has(name));
  return headerFields.slice(0, author < 0 ? end : Math.min(end, author));
}

/** Whether an author's program wrote anything of the header: receivers put theirs on top of everything, a stream of nonsense included. */
export const hasAuthorField = (headerFields: HeaderField[]) =>
  headerFields.some(({ name }) => AUTHOR_FIELDS.has(name));

/** The same of a header block that is not read yet, octets as characters. */
export const hasAuthorLine = (block: string) => AUTHOR_LINE.test(block);
const AUTHOR_LINE = new RegExp(`^(?:${[...AUTHOR_FIELDS].join('|')})[ \\t]*:`, 'im');

/** `Received: from … by host …` (RFC 5321 §4.4). Comments are left out: the client chooses what stands in them. */
function isReceivedBy(value: string, host: string): boolean {
  const words = value
    .replace(/\([^()]*\)/g, ' ')
    .toLowerCase()
    .split(/[\s;]+/);
  const by = words.indexOf('by');
  return by >= 0 && words[by + 1] === host.toLowerCase();
}
