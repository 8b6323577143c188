import { decodeTime, encodeTime, monotonicFactory } from 'ulid';

/** Random octets for ten ids, made in one call: for one id it takes as long. */
const octets = new Uint8Array(160);
let used = octets.length;

/** 0 ≤ n < 1, in steps of 1/256: each of the 32 digits of a ULID gets eight of them, so all are equally likely. */
function nextRandom(): number {
  if (used === octets.length) {
    crypto.getRandomValues(octets);
    used = 0;
  }
  used += 1;
  return (octets[used - 1] ?? 0) / 256;
}

const nextUlid = monotonicFactory(nextRandom);

/** `"<conversationId>-<ulid>"`: ids of a conversation sort by time, and the id holds the conversation. */
export const newMessageId = (conversationId: string, nowMs: number) =>
  `${conversationId}-${nextUlid(nowMs)}`;

/** A bound for ids: every id made before that time sorts below it, every later one above. */
export const messageIdOfTime = (conversationId: string, atMs: number) =>
  `${conversationId}-${encodeTime(atMs)}`;

/** The conversation that the id holds. */
export const conversationIdOf = (messageId: string): string =>
  messageId.slice(0, messageId.lastIndexOf('-'));

/** Takes an id apart: its conversation, and when the message was written (epoch milliseconds). */
export function readMessageId(messageId: string): { conversationId: string; writtenAt: number } {
  const conversationId = conversationIdOf(messageId);
  return { conversationId, writtenAt: decodeTime(messageId.slice(conversationId.length + 1)) };
}
