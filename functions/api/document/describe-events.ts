import { EVENTS, TRIAL_EVENT_TYPE } from '../../conversations/events/event.ts';
import type { Api } from '../api-context.ts';
import { eventHeadersSchema, eventSchema } from '../schemas/events.ts';

/** `"message.created"` → `"onMessageCreated"`. */
const operationIdOf = (type: string) =>
  `on${type
    .split('.')
    .map((word) => `${word[0]?.toUpperCase()}${word.slice(1)}`)
    .join('')}`;

/** The events, with the trial event, which every webhook may get though none can subscribe to it. */
const TOLD = { ...EVENTS, [TRIAL_EVENT_TYPE]: 'A test of the webhook; nothing happened' };

/** Describes the events as OpenAPI 3.1 webhooks: calls that the document's reader answers. */
export function describeEvents({ openAPIRegistry }: Api): void {
  for (const [type, summary] of Object.entries(TOLD)) {
    openAPIRegistry.registerWebhook({
      method: 'post',
      path: type,
      operationId: operationIdOf(type),
      tags: ['webhooks'],
      summary,
      // the event is signed, so it carries no token
      security: [],
      request: {
        headers: eventHeadersSchema,
        body: {
          required: true,
          content: { 'application/json': { schema: eventSchema(type as keyof typeof TOLD) } },
        },
      },
      responses: {
        204: { description: 'Accepted. Any other 2xx is just as good; only the status counts' },
        410: { description: 'Disables the webhook until it is PUT again' },
        default: { description: 'The event is sent again at growing intervals, for 24 hours' },
      },
    });
  }
}
