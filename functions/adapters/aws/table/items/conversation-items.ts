import * as z from 'zod/mini';
import {
  type Author,
  type ChatMessage,
  type Conversation,
  MESSAGE_FLAGS,
  type MessageAttachment,
} from '../../../../conversations/conversation.ts';
import type { Upload } from '../../../../steps/chatting/ports.ts';
import { type ItemKind, objectOf } from '../item-kind.ts';
import { INDEX_PARTITIONS, ITEM_TYPES } from '../keys.ts';
import { metadata } from './metadata.ts';

const DAY_MS = 86_400_000;

/** The list is sorted by the newest activity. */
export const activitySortKey = (at: string, conversationId: string) => `${at}#${conversationId}`;

export const conversationItem: ItemKind<Conversation> = {
  name: 'conversation',
  type: ITEM_TYPES.conversation,
  schema: objectOf<Conversation>({
    conversationId: z.string(),
    userId: z.string(),
    userAddress: z.optional(z.string()),
    openedFrom: z.optional(z.string()),
    departmentId: z.optional(z.string()),
    agentId: z.optional(z.string()),
    subject: z.optional(z.string()),
    status: z.enum(['open', 'closed']),
    createdAt: z.string(),
    lastActivityAt: z.string(),
    lastReplierId: z.optional(z.string()),
    firstUserMessageId: z.optional(z.string()),
    metadata: z.optional(metadata),
  }),
  index: ({ lastActivityAt, conversationId, status }) => ({
    gsi1pk: INDEX_PARTITIONS.conversations(status),
    gsi1sk: activitySortKey(lastActivityAt, conversationId),
  }),
  expiry: 'never',
};

const author = objectOf<Author>({
  kind: z.enum(['user', 'agent', 'bot', 'system', 'guest']),
  id: z.optional(z.string()),
  name: z.optional(z.string()),
  address: z.optional(z.string()),
});

const attachmentFields = {
  attachmentId: z.string(),
  filename: z.string(),
  contentType: z.string(),
  size: z.number(),
  inline: z.boolean(),
  contentId: z.optional(z.string()),
};

/** The fields of a message that may be long: a mail may have a thousand files. */
export type Body = Pick<ChatMessage, 'text' | 'html' | 'elided' | 'attachments'>;

export const bodySchema = objectOf<Body>({
  text: z.string(),
  html: z.optional(z.string()),
  elided: z.optional(z.string()),
  attachments: z.array(objectOf<MessageAttachment>(attachmentFields)),
});

type Head = Omit<ChatMessage, keyof Body>;

const head = objectOf<Head>({
  messageId: z.string(),
  conversationId: z.string(),
  author,
  channel: z.enum(['chat', 'email']),
  flags: z.array(z.enum(MESSAGE_FLAGS)),
  answeredByBot: z.optional(z.boolean()),
  clientMessageId: z.optional(z.string()),
  metadata: z.optional(metadata),
  mailId: z.optional(z.string()),
  mailMessageId: z.optional(z.string()),
  createdAt: z.string(),
});

/** The ids of its files stand beside a body that cannot be read as it is: an erasure reads no body (S19). */
interface FileIds {
  attachments: { attachmentId: string }[];
}

const fileIds = { attachments: z.array(z.object({ attachmentId: z.string() })) };

/** Where the body of a long message lies in the bucket. */
interface LongBody extends FileIds {
  bodyKey: string;
}

const longBody = objectOf<LongBody>({ bodyKey: z.string(), ...fileIds });

/** A body of some length: its JSON, deflated. */
interface PackedBody extends FileIds {
  packed: Uint8Array;
}

const packedBody = objectOf<PackedBody>({ packed: z.instanceof(Uint8Array), ...fileIds });

export type StoredMessage = Head & (Body | LongBody | PackedBody);

export const messageItem: ItemKind<StoredMessage> = {
  name: 'message',
  type: ITEM_TYPES.message,
  schema: z.intersection(head, z.union([longBody, packedBody, bodySchema])),
  expiry: 'never',
};

/** Which message the chat backend posted under its own id. */
export const clientMessageItem: ItemKind<{ messageId: string }> = {
  name: "message by the chat's own id",
  schema: z.object({ messageId: z.string() }),
  expiry: 'never',
};

/** A number that is given once. */
export const counterItem: ItemKind<{ lastNumber: number }> = {
  name: 'counter',
  schema: z.object({ lastNumber: z.number() }),
  expiry: 'never',
};

/** A file; an upload that no message uses is forgotten after a day. */
export const attachmentItem: ItemKind<Upload> = {
  name: 'attachment',
  type: ITEM_TYPES.attachment,
  schema: objectOf<Upload>({
    ...attachmentFields,
    state: z.enum(['waiting', 'stored']),
    conversationId: z.optional(z.string()),
  }),
  expiry: ({ state }) => (state === 'waiting' ? Date.now() + DAY_MS : undefined),
};
