import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { ChatMessage } from '../../../../conversations/conversation.ts';
import { bodyKey, bodyKeyOfMail, type LongBodies } from '../../bucket/long-bodies.ts';
import { readAs } from '../../read-as.ts';
import { bodySchema, type StoredMessage } from '../items/conversation-items.ts';

/** Packing a shorter body saves nothing: with its head the item stays below a kilobyte anyway. */
const PACK_FROM_BYTES = 600;
/** A longer body goes to the bucket: an item holds 400 KB at most, and short items are fast to list. */
const MAX_ITEM_BODY_BYTES = 100_000;

/** The item of a message. A body of some length is compressed, because every started kilobyte costs two write units. */
export async function storeMessage(
  bodies: LongBodies,
  message: ChatMessage,
): Promise<StoredMessage> {
  const { text, html, elided, attachments, ...head } = message;
  const { conversationId, messageId, mailId } = message;
  const body = JSON.stringify({ text, html, elided, attachments });
  const bytes = Buffer.byteLength(body);
  if (bytes < PACK_FROM_BYTES) return message;
  const stored = {
    ...head,
    attachments: attachments.map(({ attachmentId }) => ({ attachmentId })),
  };
  if (bytes <= MAX_ITEM_BODY_BYTES) return { ...stored, packed: deflateRawSync(body) };
  const key = mailId === undefined ? bodyKey(messageId) : bodyKeyOfMail(conversationId, mailId);
  await bodies.put(key, body);
  return { ...stored, bodyKey: key };
}

/** Undefined: the message is being erased, and its body in the bucket is gone before its item (S19). */
export async function readMessage(
  bodies: LongBodies,
  stored: StoredMessage,
): Promise<ChatMessage | undefined> {
  if (!('bodyKey' in stored)) return unpackMessage(stored);
  const { bodyKey, ...head } = stored;
  const body = await bodies.get(bodyKey);
  return body === undefined ? undefined : { ...head, ...readBody(body) };
}

export function unpackMessage(stored: Exclude<StoredMessage, { bodyKey: string }>): ChatMessage {
  if (!('packed' in stored)) return stored;
  const { packed, ...head } = stored;
  const json = inflateRawSync(packed, { maxOutputLength: MAX_ITEM_BODY_BYTES });
  return { ...head, ...readBody(json.toString('utf8')) };
}

const readBody = (json: string) => readAs(bodySchema, JSON.parse(json), 'body of a message');
