import { decodeTime, encodeTime, monotonicFactory } from 'ulid';

/** Random octets are made for ten ids at a time: one by one, each takes as long. */
const octets = new Uint8Array(160);
let used = octets.length;

/** 0 ≤ n < 1, in steps that each of the 32 digits of a ULID takes eight of. */
function nextRandom(): number {
  if (used === octets.length) {
    crypto.getRandomValues(octets);
    used = 0;
  }
  used += 1;
  return (octets[used - 1] ?? 0) / 256;
}

const nextUlid = monotonicFactory(nextRandom);

/** `"<conversationId>-<ulid>"`: ids of a conversation sort by time, and the conversation is read from the id. */
export const newMessageId = (conversationId: string, nowMs: number) =>
  `${conversationId}-${nextUlid(nowMs)}`;

/** Every id that was made before that time sorts below it, and every later one above. */
export const messageIdOfTime = (conversationId: string, atMs: number) =>
  `${conversationId}-${encodeTime(atMs)}`;

/** What an id says: its conversation, and when the message was written (epoch milliseconds). */
export function readMessageId(messageId: string): { conversationId: string; writtenAt: number } {
  const dash = messageId.lastIndexOf('-');
  return {
    conversationId: messageId.slice(0, dash),
    writtenAt: decodeTime(messageId.slice(dash + 1)),
  };
}
