import * as v from 'valibot';
import {
  type Author,
  type ChatMessage,
  type Conversation,
  MESSAGE_FLAGS,
  type MessageAttachment,
} from '../../../../conversations/conversation.ts';
import type { Upload } from '../../../../steps/chatting/ports.ts';
import { DAY_MS, type ItemKind, itemKind, objectOf } from '../item-kind.ts';
import { INDEX_PARTITIONS } from '../keys.ts';

/** The chat backend's own data about an object. `v.record` would drop names such as `constructor`, but the names are not ours. */
export const metadata = v.custom<Record<string, string>>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((text) => typeof text === 'string'),
);

/** Sorts the list by newest activity. */
export const activitySortKey = (at: string, conversationId: string) => `${at}#${conversationId}`;

export const conversationItem: ItemKind<Conversation> = {
  name: 'conversation',
  type: 'conversation',
  schema: objectOf<Conversation>({
    conversationId: v.string(),
    userId: v.string(),
    userAddress: v.optional(v.string()),
    openedFrom: v.optional(v.string()),
    departmentId: v.optional(v.string()),
    agentId: v.optional(v.string()),
    subject: v.optional(v.string()),
    status: v.picklist(['open', 'closed']),
    createdAt: v.string(),
    lastActivityAt: v.string(),
    lastReplierId: v.optional(v.string()),
    firstUserMessageId: v.optional(v.string()),
    hasGuests: v.optional(v.boolean()),
    metadata: v.optional(metadata),
  }),
  index: ({ lastActivityAt, conversationId, status }) => ({
    gsi1pk: INDEX_PARTITIONS.conversations(status),
    gsi1sk: activitySortKey(lastActivityAt, conversationId),
  }),
  expiry: 'never',
};

const author = objectOf<Author>({
  kind: v.picklist(['user', 'agent', 'bot', 'system', 'guest']),
  id: v.optional(v.string()),
  name: v.optional(v.string()),
  address: v.optional(v.string()),
});

export const attachmentFields = {
  attachmentId: v.string(),
  filename: v.string(),
  contentType: v.string(),
  size: v.number(),
  inline: v.boolean(),
  contentId: v.optional(v.string()),
};

/** The fields of a message that may be long: a mail can have a thousand files. */
export type Body = Pick<ChatMessage, 'text' | 'html' | 'elided' | 'attachments'>;

export const bodySchema = objectOf<Body>({
  text: v.string(),
  html: v.optional(v.string()),
  elided: v.optional(v.string()),
  attachments: v.array(objectOf<MessageAttachment>(attachmentFields)),
});

type Head = Omit<ChatMessage, keyof Body>;

const head = objectOf<Head>({
  messageId: v.string(),
  conversationId: v.string(),
  author,
  channel: v.picklist(['chat', 'email']),
  flags: v.array(v.picklist(MESSAGE_FLAGS)),
  answeredByBot: v.optional(v.boolean()),
  about: v.optional(author),
  clientMessageId: v.optional(v.string()),
  metadata: v.optional(metadata),
  mailId: v.optional(v.string()),
  mailMessageId: v.optional(v.string()),
  createdAt: v.string(),
});

/** The ids of the files are kept beside a packed or long body, because an erasure reads no body (S19). */
const fileIds = { attachments: v.array(v.object({ attachmentId: v.string() })) };

/** A long body: the key of its object in the bucket. */
const longBody = v.object({ bodyKey: v.string(), ...fileIds });

/** A packed body: its JSON, deflated. */
const packedBody = v.object({ packed: v.instance(Uint8Array), ...fileIds });

const storedMessage = v.intersect([head, v.union([longBody, packedBody, bodySchema])]);

export type StoredMessage = v.InferOutput<typeof storedMessage>;

export const messageItem: ItemKind<StoredMessage> = {
  name: 'message',
  type: 'message',
  schema: storedMessage,
  expiry: 'never',
};

/** Leads from the chat backend's own id to its message. */
export const clientMessageItem = itemKind("message by the chat's own id", 'never', {
  messageId: v.string(),
});

/** Set on a message when `notify` has decided about every recipient, so that `reconcile` need not look after it. */
export const decidedItem = itemKind('message that is decided about', 'never', {
  isDecided: v.optional(v.boolean()),
});

/** A link from a user, agent or department to a conversation. */
export const conversationLinkItem = itemKind('link to a conversation', 'never', {
  conversationId: v.string(),
});

/** Somebody who joined a conversation by mail (S3). */
export const guestItem = itemKind('guest', 'never', { address: v.string() });

/** The id of a system message that is written once. */
export const noticeItem = itemKind('notice', 'never', {
  messageId: v.string(),
  createdAt: v.string(),
});

/** A number that grows with each use. */
export const counterItem = itemKind('counter', 'never', { lastNumber: v.number() });

/** Leads to a claimed file until its message is written: a post that was killed in between may never come again. */
export const claimedFileItem = itemKind('claimed file', 'never', { attachmentId: v.string() });

/** A file; an upload that no message uses expires after a day. */
export const attachmentItem: ItemKind<Upload> = {
  name: 'attachment',
  type: 'attachment',
  schema: objectOf<Upload>({
    ...attachmentFields,
    state: v.picklist(['waiting', 'stored']),
    conversationId: v.optional(v.string()),
  }),
  expiry: ({ state }) => (state === 'waiting' ? Date.now() + DAY_MS : undefined),
};
