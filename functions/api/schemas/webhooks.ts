import { EVENT_TYPES, EVENTS } from '../../conversations/events/event.ts';
import * as z from '../zod.ts';
import { timeSchema, webhookIdSchema } from './ids.ts';
import { cursorSchema } from './page.ts';
import { listOf, textOf } from './text.ts';

const eventType = z.enum(EVENT_TYPES).openapi({
  description: EVENT_TYPES.map((type) => `- \`${type}\`: ${EVENTS[type]}`).join('\n'),
});

/**
 * Standard Webhooks: `whsec_` and base64 of 24 to 64 octets; we accept 16 and more for other senders. A text without the prefix is the key
 * itself.
 */
const secretSchema = z
  .string()
  .regex(
    /^(?:whsec_(?:[A-Za-z0-9+/]{4}){5,21}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})|(?!whsec_)[\x21-\x7e]{16,256})$/,
    'must be "whsec_" and the base64 of 16 to 64 octets, or 16 to 256 visible ASCII characters',
  );

export const webhookBodySchema = z.strictObject({
  url: textOf(2_000).min(1).openapi({ format: 'uri', example: 'https://chat.example/mail' }),
  events: listOf(eventType, EVENT_TYPES.length).min(1),
  secret: secretSchema.optional().openapi({
    // the real check uses a lookahead, which not every regular-expression dialect has
    pattern: '^[\\x21-\\x7e]{16,256}$',
    description:
      'If absent, the stored secret stays, or a new one is generated and returned once. If a different secret is given, both are valid for 24 hours',
  }),
});

const fields = {
  webhookId: webhookIdSchema,
  url: z.string(),
  events: z.array(eventType),
  disabledAt: timeSchema.optional().openapi({
    description: 'When the receiver answered 410, or its first PUT began and was not finished',
  }),
  deadDeliveries: z
    .int()
    .openapi({ description: 'Number of events that were given up after 24 hours' }),
  createdAt: timeSchema,
};
const webhookSchema = z.object(fields).openapi('Webhook');
export const writtenWebhookSchema = z.object({
  ...fields,
  secret: z.string().optional().openapi({ description: 'Only if this call generated it' }),
});
export const sequenceSchema = z.int().openapi({
  description:
    "The event's number at this webhook, from 1 without gaps; counted for each conversation, else for each user, else for all other events",
});

const deliveryFields = {
  eventId: z.string().openapi({ description: 'The `webhook-id` header of every attempt' }),
  type: eventType,
  sequence: sequenceSchema,
  state: z.enum(['waiting', 'delivered', 'dead', 'dropped']).openapi({
    description:
      '`waiting` for its due time; `delivered`; `dead`: given up after 24 hours; `dropped`: the webhook was disabled or removed',
  }),
  attempts: z.int(),
  nextAttemptAt: timeSchema.optional(),
  status: z.int().optional().openapi({ description: 'HTTP status of the last answer' }),
  answer: z.string().optional().openapi({ description: "The beginning of the last answer's body" }),
  error: z.string().optional(),
  beganAt: timeSchema,
  updatedAt: timeSchema,
};
export const webhookDeliverySchema = z.object(deliveryFields).openapi('WebhookDelivery');
export const webhookDeliveryListSchema = z.object({
  deliveries: z.array(
    z.object({
      ...deliveryFields,
      body: z
        .object({ type: eventType, timestamp: timeSchema, data: z.record(z.string(), z.unknown()) })
        .optional()
        .openapi({ description: 'The body that is posted' }),
    }),
  ),
  cursor: cursorSchema,
});
export const resendBodySchema = z.strictObject({
  since: z.iso
    .datetime({ offset: true })
    .openapi({ description: 'RFC 3339', example: '2026-05-04T08:00:00Z' }),
});
export const resendingSchema = z.object({
  webhookId: webhookIdSchema,
  since: timeSchema,
  until: timeSchema.openapi({ description: 'Later events are not sent again' }),
});

export const shownWebhookSchema = z.object({
  ...fields,
  recentDeliveries: z.array(webhookDeliverySchema),
});
export const webhookListSchema = z.object({ webhooks: z.array(webhookSchema) });
export const testedWebhookSchema = z.object({
  eventId: z.string(),
  delivered: z.boolean(),
  status: z.int().optional(),
  error: z.string().optional(),
});
