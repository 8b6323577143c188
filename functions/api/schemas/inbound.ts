import { INBOUND_REASONS, REPLY_TO_FAULTS } from '../../steps/receiving/outcome.ts';
import * as z from '../zod.ts';
import { attachmentSchema } from './conversations.ts';
import { conversationIdSchema, mailIdSchema, personIdSchema, timeSchema } from './ids.ts';
import { cursorSchema, pageQuerySchema } from './page.ts';
import { ONE_ADDRESS, textOf } from './text.ts';

const mailFileSchema = attachmentSchema.partial({ attachmentId: true });

const outcome = z.enum(['delivered', 'held', 'ignored', 'rejected', 'duplicate']);

export const inboundQuerySchema = pageQuerySchema.extend({
  outcome: outcome.optional(),
  reason: z.enum(Object.values(INBOUND_REASONS).flat()).optional(),
  from: textOf(254).min(3, ONE_ADDRESS).optional().openapi({
    description: 'Only mails from this author',
    example: 'carla@kunde.example',
  }),
  conversationId: conversationIdSchema.optional(),
});

export const mailSchema = z
  .object({
    mailId: mailIdSchema,
    receivedAt: timeSchema,
    from: z.string().openapi({ description: 'Bare address; empty if there is none' }),
    subject: z.string(),
    outcome,
    reason: z.string(),
    signal: z.string().optional(),
    conversationId: z.string().optional(),
    messageId: z.string().optional(),
    verdicts: z.record(z.string(), z.unknown()),
    detail: z.string().optional(),
    replyToFault: z
      .enum(REPLY_TO_FAULTS)
      .optional()
      .openapi({ description: "Why the mail's Reply-To was not used" }),
    passedOver: z
      .array(z.object({ signal: z.string(), conversationId: z.string(), why: z.string() }))
      .optional(),
    via: z.enum(['ses', 'mailbox']),
    mailbox: z.string().optional(),
  })
  .openapi('Mail');
/** The record with the mail's contents, for tokens that may read whole mails. */
export const mailDetailSchema = mailSchema
  .extend({
    text: z.string().optional().openapi({ description: 'What the person newly wrote' }),
    html: z.string().optional().openapi({ description: 'Sanitised HTML' }),
    elided: z.string().optional().openapi({ description: 'What was cut, or would be cut' }),
    attachments: z
      .array(mailFileSchema)
      .optional()
      .openapi({ description: 'Each has an `attachmentId` once the mail has become a message' }),
    rawUrl: z.url().optional().openapi({
      description:
        'URL of the raw mail, valid for five minutes; absent once the raw mail is deleted',
    }),
  })
  .openapi('MailDetail');
export const mailListSchema = z.object({ mails: z.array(mailSchema), cursor: cursorSchema });

export const replayBodySchema = z.strictObject({ preview: z.boolean().default(false) });
export const releaseBodySchema = z.strictObject({
  conversationId: conversationIdSchema.optional(),
  as: z
    .strictObject({ kind: z.enum(['user', 'agent']), id: personIdSchema })
    .optional()
    .openapi({ description: 'The author of the message, if the mail does not tell' }),
});

const replayView = z.object({
  outcome,
  reason: z.string(),
  conversationId: z.string().optional(),
  text: z.string().optional(),
});
export const replayPreviewSchema = z.object({ before: replayView, after: replayView });
