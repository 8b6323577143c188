import { z } from '@hono/zod-openapi';
import { mailIdSchema, timeSchema } from './ids.ts';
import { cursorSchema, pageQuerySchema } from './page.ts';

const outcome = z.enum(['delivered', 'held', 'ignored', 'rejected', 'duplicate']);

export const inboundQuerySchema = pageQuerySchema.extend({ outcome: outcome.optional() });

export const mailSchema = z
  .object({
    mailId: mailIdSchema,
    receivedAt: timeSchema,
    from: z.string().openapi({ description: 'Bare address; empty where there is none' }),
    subject: z.string(),
    outcome,
    reason: z.string(),
    signal: z.string().optional(),
    conversationId: z.string().optional(),
    messageId: z.string().optional(),
    verdicts: z.record(z.string(), z.unknown()),
    detail: z.string().optional(),
    passedOver: z
      .array(z.object({ signal: z.string(), conversationId: z.string(), why: z.string() }))
      .optional(),
    via: z.enum(['ses', 'mailbox']),
    mailbox: z.string().optional(),
  })
  .openapi('Mail');
export const mailListSchema = z.object({ mails: z.array(mailSchema), cursor: cursorSchema });
