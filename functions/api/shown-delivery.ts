import type { WebhookDelivery } from '../steps/webhooks/ports.ts';

/** What became of an event at a webhook, as the API shows it. */
export function shownDelivery({ event, state, dueAt, ...given }: WebhookDelivery) {
  const { attempts, status, answer, error, beganAt, updatedAt } = given;
  return {
    eventId: event.eventId,
    type: event.type,
    sequence: event.sequence,
    state,
    attempts,
    ...(state === 'waiting' && { nextAttemptAt: new Date(dueAt).toISOString() }),
    ...(status !== undefined && { status }),
    ...(answer !== undefined && { answer }),
    ...(error !== undefined && { error }),
    beganAt,
    updatedAt,
  };
}
