import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { ChatMessage } from '../../../../conversations/conversation.ts';
import { bodyKey, bodyKeyOfMail, type LongBodies } from '../../bucket/body-store.ts';
import { readAs } from '../../read-as.ts';
import { bodySchema, type StoredMessage } from '../items/conversation-items.ts';

/** A shorter body saves nothing: with its head it stays below a kilobyte as it is. */
const PACK_FROM_BYTES = 600;
/** A longer one lies in the bucket: an item holds 400 KB at most, and short items are quick to list. */
const MAX_ITEM_BODY_BYTES = 100_000;
/** Until November 2026 a body was measured before it was JSON, which writes an octet as six at most. */
const MAX_UNPACKED_BYTES = 1_000_000;

/** The message as its item holds it: a body of some length is packed, for every kilobyte that is begun costs two write units. */
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

export async function readMessage(bodies: LongBodies, stored: StoredMessage): Promise<ChatMessage> {
  if (!('bodyKey' in stored)) return unpackMessage(stored);
  const { bodyKey, ...head } = stored;
  return { ...head, ...readBody(await bodies.get(bodyKey)) };
}

export function unpackMessage(stored: Exclude<StoredMessage, { bodyKey: string }>): ChatMessage {
  if (!('packed' in stored)) return stored;
  const { packed, ...head } = stored;
  const json = inflateRawSync(packed, { maxOutputLength: MAX_UNPACKED_BYTES });
  return { ...head, ...readBody(json.toString('utf8')) };
}

const readBody = (json: string) => readAs(bodySchema, JSON.parse(json), 'body of a message');
