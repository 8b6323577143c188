import { monotonicFactory } from 'ulid';

const nextUlid = monotonicFactory();

/** `"<conversationId>-<ulid>"`: ids of a conversation sort by time, and the conversation is read from the id. */
export const newMessageId = (conversationId: string, nowMs: number) =>
  `${conversationId}-${nextUlid(nowMs)}`;
