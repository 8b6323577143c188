import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { ChatMessage } from '../../../../conversations/conversation.ts';
import { readAs } from '../../read-as.ts';
import { bodySchema, type StoredMessage } from '../items/conversation-items.ts';

/** A shorter body saves nothing: with its head it stays below a kilobyte as it is. */
const PACK_FROM_BYTES = 600;
/** A body of more than 100 KB lies in the bucket (body-store.ts); JSON writes an octet as six at most. */
const MAX_BODY_BYTES = 1_000_000;

/** The message as its item holds it: a body of some length is packed, for every kilobyte that is begun costs two write units. */
export function packMessage(message: ChatMessage): StoredMessage {
  const { text, html, elided, attachments, ...head } = message;
  const json = JSON.stringify({ text, html, elided, attachments });
  if (Buffer.byteLength(json) < PACK_FROM_BYTES) return message;
  return {
    ...head,
    packed: deflateRawSync(json),
    attachments: attachments.map(({ attachmentId }) => ({ attachmentId })),
  };
}

export function unpackMessage(stored: Exclude<StoredMessage, { bodyKey: string }>): ChatMessage {
  if (!('packed' in stored)) return stored;
  const { packed, ...head } = stored;
  const json = inflateRawSync(packed, { maxOutputLength: MAX_BODY_BYTES });
  const body = readAs(bodySchema, JSON.parse(json.toString('utf8')), 'body of a message');
  return { ...head, ...body };
}
