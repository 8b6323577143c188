import {
  type EventType,
  TRIAL_EVENT_TYPE,
  USER_CHANGES,
} from '../../conversations/events/event.ts';
import * as z from '../zod.ts';
import { conversationSchema, deliverySchema, messageSchema } from './conversations.ts';
import {
  conversationIdSchema,
  messageIdSchema,
  timeSchema,
  userIdSchema,
  webhookIdSchema,
} from './ids.ts';
import { mailSchema } from './inbound.ts';
import { userSchema } from './people.ts';
import { sequenceSchema } from './webhooks.ts';

/** Part of every event; functions/steps/webhooks/event-body.ts adds the rest, in the API's own form. */
const counted = { sequence: sequenceSchema };
const inConversation = { conversationId: conversationIdSchema, ...counted };
const perhapsInConversation = { conversationId: conversationIdSchema.optional(), ...counted };

const toldMessageSchema = messageSchema
  .omit({ conversationId: true, html: true, elided: true })
  .extend({
    isTextCut: z.literal(true).optional().openapi({
      description: 'The text is longer than an event may hold; GET the message for all of it',
    }),
    attachmentsLeftOut: z.int().optional().openapi({
      description:
        'Number of attachments that did not fit into the event; GET the message for all of them',
    }),
  })
  .openapi('ToldMessage');
const aboutMail = (decision: 'sent' | 'failed' | 'bounced') =>
  z.object({
    ...inConversation,
    messageId: messageIdSchema,
    ...deliverySchema.pick({ recipient: true, participant: true, reason: true }).shape,
    decision: z.literal(decision),
  });
const incomingMail = mailSchema.pick({
  mailId: true,
  receivedAt: true,
  from: true,
  subject: true,
  reason: true,
});

/** The `data` of each event. */
const DATA = {
  [TRIAL_EVENT_TYPE]: z.object({ webhookId: webhookIdSchema }),
  'conversation.created': z.object({
    ...inConversation,
    userId: userIdSchema,
    conversation: conversationSchema.omit({ tag: true }).openapi('ToldConversation'),
  }),
  'message.created': z.object({
    ...inConversation,
    messageId: messageIdSchema,
    message: toldMessageSchema,
  }),
  'message.sent': aboutMail('sent').extend(deliverySchema.pick({ sesMessageId: true }).shape),
  'message.failed': aboutMail('failed'),
  'message.bounced': aboutMail('bounced'),
  'inbound.received': incomingMail.extend({
    ...perhapsInConversation,
    ...mailSchema.pick({ outcome: true, signal: true, messageId: true }).shape,
  }),
  'inbound.held': incomingMail.extend({ ...perhapsInConversation, outcome: z.literal('held') }),
  'user.created': z.object({ ...counted, userId: userIdSchema, user: userSchema }),
  'user.updated': z.object({
    ...perhapsInConversation,
    userId: userIdSchema,
    user: userSchema,
    change: z.enum(USER_CHANGES),
    userAddress: z.string().nullable().optional().openapi({
      description: 'For a Reply-To: the address that mail of this conversation goes to from now on',
    }),
  }),
  'user.erased': z.object({ ...counted, userId: z.string(), erasureId: z.string() }),
} satisfies Record<EventType | typeof TRIAL_EVENT_TYPE, z.ZodObject>;

/** The body of the POST. */
export const eventSchema = (type: keyof typeof DATA) =>
  z.object({
    type: z.literal(type),
    timestamp: timeSchema.openapi({ description: 'When it happened' }),
    data: DATA[type],
  });

/** The headers of Standard Webhooks. */
export const eventHeadersSchema = z.object({
  'webhook-id': z.string().openapi({
    description: 'Id of the event, the same in every attempt',
    example: 'evt_01JD3Z0T8Q',
  }),
  'webhook-timestamp': z.string().openapi({
    description: 'Time of this attempt, in seconds since 1970',
    example: '1777881600',
  }),
  'webhook-signature': z.string().openapi({
    description:
      '`v1,` and the base64 of the HMAC-SHA256 of `id.timestamp.body`; two of them, separated by a space, while a secret is being replaced',
    example: 'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=',
  }),
});
