import { z } from '@hono/zod-openapi';
import { MAX_ATTACHMENTS, MAX_SUBJECT_CHARACTERS, MAX_TEXT_CHARACTERS } from '../limits.ts';
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
import { cursorSchema, pageQuerySchema } from './page.ts';
import { suppressedSchema } from './suppressions.ts';
import { listOf, textOf, WITHOUT_CONTROLS } from './text.ts';

/** Subjects go into mail headers. */
const subjectSchema = textOf(MAX_SUBJECT_CHARACTERS)
  .regex(WITHOUT_CONTROLS, 'must not hold control characters')
  .openapi({ example: 'My parcel' });

export const newConversationSchema = z.strictObject({
  userId: userIdSchema,
  departmentId: departmentIdSchema.optional(),
  agentId: agentIdSchema.optional(),
  subject: subjectSchema.optional(),
});
export const conversationPatchSchema = z.strictObject({
  departmentId: departmentIdSchema.nullable().optional(),
  agentId: agentIdSchema.nullable().optional(),
  status: z.enum(['open', 'closed']).optional(),
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
      description: 'Where a Reply-To of the user sends the mail of this conversation',
    }),
    departmentId: z.string().optional(),
    agentId: z.string().optional(),
    subject: z.string().optional(),
    status: z.enum(['open', 'closed']),
    createdAt: timeSchema,
    lastActivityAt: timeSchema,
  })
  .openapi('Conversation');
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
    contentId: z.string().optional().openapi({ description: 'Of an inline picture' }),
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
    html: z.string().optional().openapi({ description: 'Sanitised' }),
    elided: z.string().optional().openapi({ description: 'What was cut from the mail' }),
    attachments: z.array(attachmentSchema),
    flags: z.array(z.string()),
    answeredByBot: z.boolean().optional(),
    mailId: z.string().optional(),
    createdAt: timeSchema,
  })
  .openapi('Message');
export const messageQuerySchema = pageQuerySchema.extend({
  order: z
    .enum(['asc', 'desc'])
    .optional()
    .openapi({ description: 'asc: oldest first, as without it; desc: newest first' }),
  after: messageIdSchema
    .optional()
    .openapi({ description: 'Only messages that were written after this one' }),
});
export const messageListSchema = z.object({
  messages: z.array(messageSchema),
  cursor: cursorSchema,
});

export const deliveriesSchema = z.array(
  z
    .object({
      recipient: z.string().optional(),
      participant: z
        .object({ kind: z.enum(['user', 'agent', 'guest']), id: z.string() })
        .optional(),
      decision: z.enum(['sent', 'skipped', 'failed', 'bounced']),
      reason: z.string(),
      count: z.int().optional().openapi({ description: 'On the row that sums up the rest' }),
      at: timeSchema,
      sesMessageId: z.string().optional(),
      delayedAt: timeSchema
        .optional()
        .openapi({ description: "Sent, and the recipient's server makes it wait since then" }),
      suppressed: suppressedSchema,
    })
    .openapi('Delivery'),
);
