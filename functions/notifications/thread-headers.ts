import { hash } from 'node:crypto';

/** Ids in References beside the root. The nearest ones keep a thread together, and the field stays short. */
export const MAX_THREAD_IDS = 10;

/** RFC 5322 §3.6.4 in ASCII. Other ids would be sent as raw 8-bit octets or encoded, and no mail program would recognise them. */
const MESSAGE_ID = /^<[\x21-\x3b\x3d\x3f-\x7e]{1,900}>$/;

/** The header fields by which mail programs put a mail into its thread. */
export interface ThreadHeaders {
  /** With brackets, oldest first (RFC 5322 §3.6.4). The first is our signed id of the conversation and recipient. */
  references: string[];
  inReplyTo?: string;
  /** Outlook's threading: `Thread-Topic` and `Thread-Index`. */
  topic: string;
  index: string;
}

/**
 * Makes the thread as the recipient's mail program knows it. `known` are the ids of the mails that it has, oldest first; ours by the ids
 * that SES gave them. A mail that the recipient never got is left out, because some programs would show a gap.
 */
export function threadHeaders(options: {
  root: string;
  known: string[];
  subject: string;
  conversationId: string;
  /** RFC 3339 UTC. */
  conversationStartedAt: string;
  at: string;
}): ThreadHeaders {
  const known = options.known.filter((id) => MESSAGE_ID.test(id)).slice(-MAX_THREAD_IDS);
  return {
    references: [options.root, ...known],
    inReplyTo: known.at(-1) ?? options.root,
    topic: options.subject,
    index: threadIndex(options, known.length > 0),
  };
}

/** Units of 100 ns from 1601-01-01 to 1970-01-01 (FILETIME). */
const FILETIME_EPOCH = 116_444_736_000_000_000n;
const HEADER_BYTES = 22;
const CHILD_BYTES = 5;

const fileTime = (at: string) => BigInt(Date.parse(at)) * 10_000n + FILETIME_EPOCH;

/**
 * [MS-OXOMSG] 2.2.1.3 PidTagConversationIndex: a reserved octet, 5 octets of time, a GUID; a reply adds a block
 * of 5 octets. The GUID is made from the conversation id, so every mail of a conversation has the same one.
 */
function threadIndex(
  { conversationId, root, conversationStartedAt, at }: Parameters<typeof threadHeaders>[0],
  isAnswer: boolean,
): string {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt8(1, 0);
  const started = fileTime(conversationStartedAt);
  // bits 55…16 of the time, behind the reserved octet
  header.writeUIntBE(Number((started >> 16n) & 0xff_ffff_ffffn), 1, 5);
  const domain = root.slice(root.lastIndexOf('@'));
  hash('sha256', `${conversationId}${domain}`, 'buffer').copy(header, 6, 0, 16);
  return (isAnswer ? Buffer.concat([header, childBlock(started, fileTime(at))]) : header).toString(
    'base64',
  );
}

/** One bit for the unit, 31 bits of time since the start, and an octet to tell replies of the same moment apart. */
function childBlock(started: bigint, now: bigint): Buffer {
  const difference = now > started ? now - started : 0n;
  const isLong = difference >> 49n > 0n;
  const units = isLong ? (difference >> 23n) & 0x7fff_ffffn : (difference >> 18n) & 0x7fff_ffffn;
  const child = Buffer.alloc(CHILD_BYTES);
  child.writeUInt32BE(Number(units) + (isLong ? 0x8000_0000 : 0), 0);
  return child;
}
