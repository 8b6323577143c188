import { CONVERSATION_STATUSES } from '../../conversations/conversation.ts';
import {
  MAX_ATTACHMENTS,
  MAX_CLIENT_MESSAGE_ID_CHARACTERS,
  MAX_MESSAGES_OF_DELIVERIES,
  MAX_SUBJECT_CHARACTERS,
  MAX_TEXT_CHARACTERS,
} from '../limits.ts';
import * as z from '../zod.ts';
import {
  agentIdSchema,
  attachmentIdSchema,
  conversationIdSchema,
  departmentIdSchema,
  messageIdSchema,
  personIdSchema,
  timeSchema,
  userIdSchema,
} from './ids.ts';
import { metadataSchema, shownMetadataSchema } from './metadata.ts';
import { cursorSchema, limitOf, pageQuerySchema } from './page.ts';
import { suppressedSchema } from './suppressions.ts';
import { headerTextOf, listOf, textOf } from './text.ts';

/** Subjects go into a mail header. */
const subjectSchema = headerTextOf(MAX_SUBJECT_CHARACTERS).openapi({ example: 'My parcel' });

const statusSchema = z.enum(CONVERSATION_STATUSES);

export const newConversationSchema = z.strictObject({
  userId: userIdSchema,
  departmentId: departmentIdSchema.optional(),
  agentId: agentIdSchema.optional(),
  subject: subjectSchema.optional(),
  metadata: metadataSchema.optional(),
});
export const conversationPatchSchema = z.strictObject({
  userId: userIdSchema.optional().openapi({
    description:
      "Gives the conversation to another user. A redirection by the former user's Reply-To ends",
  }),
  subject: subjectSchema.nullable().optional(),
  metadata: metadataSchema
    .nullable()
    .optional()
    .openapi({ description: 'Replaces the stored value; null removes it' }),
  departmentId: departmentIdSchema.nullable().optional(),
  agentId: agentIdSchema.nullable().optional(),
  status: statusSchema.optional(),
  userAddress: z
    .null()
    .optional()
    .openapi({ description: 'null: mail for the user goes to their own address again' }),
});
export const conversationSchema = z
  .object({
    conversationId: conversationIdSchema,
    tag: z.string().openapi({ example: 'LC2457-473412' }),
    userId: z.string(),
    userAddress: z.string().optional().openapi({
      description:
        "The address that mail of this conversation goes to because of the user's Reply-To",
    }),
    departmentId: z.string().optional(),
    agentId: z.string().optional(),
    subject: z.string().optional(),
    status: statusSchema,
    metadata: shownMetadataSchema,
    createdAt: timeSchema,
    lastActivityAt: timeSchema,
  })
  .openapi('Conversation');
export const conversationQuerySchema = pageQuerySchema.extend({
  userId: userIdSchema.optional(),
  departmentId: departmentIdSchema.optional(),
  agentId: agentIdSchema.optional().openapi({ description: 'The assigned agent' }),
  status: statusSchema.optional(),
});
export const conversationListSchema = z.object({
  conversations: z.array(conversationSchema),
  cursor: cursorSchema,
});

const authorKind = z.enum(['user', 'agent', 'bot', 'system']);

export const newMessageSchema = z
  .strictObject({
    author: z
      .strictObject({ kind: authorKind, id: personIdSchema.optional() })
      .refine(({ kind, id }) => kind !== 'agent' || id !== undefined, {
        path: ['id'],
        error: 'is needed for an agent',
      }),
    text: textOf(MAX_TEXT_CHARACTERS).openapi({ example: 'Where is my parcel?' }),
    attachmentIds: listOf(attachmentIdSchema, MAX_ATTACHMENTS).default([]),
    answeredByBot: z.boolean().default(false),
    clientMessageId: textOf(MAX_CLIENT_MESSAGE_ID_CHARACTERS)
      .regex(/^[\x21-\x7e]+$/, 'must be visible ASCII characters')
      .optional()
      .openapi({
        description:
          'Your own id of the message. Posting the same id in this conversation again does not create another message; with another text or other files it is refused (409)',
        example: 'm-81723',
      }),
    metadata: metadataSchema.optional(),
  })
  .refine(({ text, attachmentIds }) => text.trim() !== '' || attachmentIds.length > 0, {
    path: ['text'],
    error: 'may be empty only when there are attachments',
  });

export const attachmentSchema = z
  .object({
    attachmentId: attachmentIdSchema,
    filename: z.string(),
    contentType: z.string(),
    size: z.int().openapi({ description: 'Octets' }),
    inline: z.boolean(),
    contentId: z.string().optional().openapi({
      description:
        'Content-ID of an inline picture. `html` names it as `cid:` and this id, in which some programs escape characters as in a URL (RFC 2392)',
    }),
  })
  .openapi('Attachment');

export const messageSchema = z
  .object({
    messageId: messageIdSchema,
    conversationId: conversationIdSchema,
    author: z.object({
      kind: z.enum(['user', 'agent', 'bot', 'system', 'guest']),
      id: z.string().optional(),
      name: z.string().optional(),
      address: z.string().optional(),
    }),
    channel: z.enum(['chat', 'email']),
    text: z.string(),
    html: z.string().optional().openapi({ description: 'Sanitised HTML' }),
    elided: z.string().optional().openapi({
      description: 'The quoted history, signature and footers that were cut from the mail',
    }),
    attachments: z.array(attachmentSchema),
    flags: z.array(z.string()),
    answeredByBot: z.boolean().optional(),
    clientMessageId: z.string().optional(),
    metadata: shownMetadataSchema,
    mailId: z.string().optional(),
    createdAt: timeSchema,
  })
  .openapi('Message');
export const messageQuerySchema = pageQuerySchema.extend({
  order: z
    .enum(['asc', 'desc'])
    .optional()
    .openapi({ description: '`asc`: oldest first (default); `desc`: newest first' }),
  after: messageIdSchema.optional().openapi({
    description:
      'Only messages that stand after this one in the list. One that is written at the same time may come to stand before one that you have: ask from a message some seconds older and pass over those that you know, or listen to `message.created`.',
  }),
});
export const messageListSchema = z.object({
  messages: z.array(messageSchema),
  cursor: cursorSchema,
});

export const deliverySchema = z
  .object({
    recipient: z.string().optional(),
    participant: z.object({ kind: z.enum(['user', 'agent', 'guest']), id: z.string() }).optional(),
    decision: z.enum(['sent', 'skipped', 'failed', 'bounced']),
    reason: z.string(),
    count: z.int().optional().openapi({
      description: 'Only in the row that sums up the remaining recipients: how many there are',
    }),
    at: timeSchema,
    sesMessageId: z.string().optional(),
    delayedAt: timeSchema
      .optional()
      .openapi({ description: "Since when the recipient's server has been delaying the mail" }),
    suppressed: suppressedSchema,
  })
  .openapi('Delivery');
export const deliveriesSchema = z.array(deliverySchema);
export const conversationDeliveriesSchema = z.object({
  deliveries: z.array(
    deliverySchema.extend({ messageId: messageIdSchema }).openapi('ConversationDelivery'),
  ),
  cursor: cursorSchema,
});
export const deliveriesQuerySchema = pageQuerySchema.extend({
  limit: limitOf(MAX_MESSAGES_OF_DELIVERIES).openapi({
    description: 'How many messages a page covers',
  }),
});
