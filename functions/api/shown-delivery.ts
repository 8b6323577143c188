import type { WebhookDelivery } from '../steps/webhooks/ports.ts';

/** A webhook delivery as the API shows it. */
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
