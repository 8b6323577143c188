import { memoise } from '../memoise.ts';
import type { Clock, Log } from '../ports.ts';
import { type EventSources, eventBody, eventData } from './event-body.ts';
import type {
  AttemptOrder,
  EventStore,
  PostResult,
  Webhook,
  WebhookDelivery,
  WebhookQueue,
  WebhookSecretReader,
  WebhookSender,
  WebhookSigner,
  WebhookStore,
} from './ports.ts';
import { validSecrets } from './put-webhook.ts';
import { nextDueAt } from './webhook-schedule.ts';

/**
 * Longest expected attempt: the reads before the POST, and the POST with its deadline. If one takes longer and the next attempt has begun,
 * only its success still counts.
 */
const ATTEMPT_LEASE_MS = 15_000;

/** RFC 9110 §15.5.11: the receiver wants no more events. */
const GONE = 410;

export interface PostPorts {
  clock: Clock;
  secrets: WebhookSecretReader;
  sender: WebhookSender;
  signer: WebhookSigner;
}

export type AttemptPorts = EventSources &
  PostPorts & {
    log: Log;
    events: EventStore;
    webhooks: WebhookStore;
    webhookQueue: WebhookQueue;
    /** 0 ≤ n < 1. */
    random(): number;
  };

/**
 * Makes one attempt of one delivery, if it is due. The next attempt is scheduled before this one begins: if the function is killed, the
 * queue message comes again, and the receiver sees the same `webhook-id`. The scheduled time lies after this attempt's end, so that a queue
 * message delivered twice does not POST to a slow receiver twice at once.
 */
export async function attemptWebhook(order: AttemptOrder, ports: AttemptPorts): Promise<void> {
  const nowMs = ports.clock.now();
  const dueAt = nextDueAt(order.attempts + 1, nowMs, ports.random());
  const leaseEndsAt = Math.max(dueAt ?? nowMs, nowMs + ATTEMPT_LEASE_MS);
  const { claim, webhook, sources } = await claimAndRead(order, nowMs, leaseEndsAt, ports);
  if (claim.kind === 'settled') return;
  if (claim.kind === 'early') {
    // the other claim may be our own, if the SDK repeated the call because its answer was lost. That claim makes no attempt, so the order
    // is queued again
    return ports.webhookQueue.put({ ...order, attempts: claim.attempts }, claim.waitMs);
  }
  const { delivery } = claim;
  const { event } = delivery;
  const data = await eventData(event, sources);
  // erased: the erasure may have looked for deliveries before this one was stored, so nothing else would remove it (S19)
  if (!data) return ports.events.forget(delivery);
  const at = new Date(nowMs).toISOString();
  if (!webhook || !isWanted(delivery, webhook)) {
    await ports.events.recordAttempt(delivery, { state: 'dropped' }, at);
    return;
  }
  const result = await sendEvent(webhook, event, data, ports);
  await recordResult({ ...order, attempts: delivery.attempts }, delivery, result, ports);
  // after the record: if the function is killed in between, the next event disables the webhook. In the other order this delivery would
  // end without its 410
  if (isGone(result)) await disable(webhook, at, ports);
}

const isGone = (result: PostResult) => result.kind === 'answered' && result.status === GONE;

/** Does nothing if the webhook was put again while the receiver answered: then it is meant to be in service. */
async function disable(
  { webhookId, putAt }: Webhook,
  disabledAt: string,
  { webhooks, log }: AttemptPorts,
): Promise<void> {
  const disabled = await webhooks.change(webhookId, (now) => {
    const isAsItWas = now !== undefined && now.putAt === putAt && now.disabledAt === undefined;
    return isAsItWas ? { ...now, disabledAt } : undefined;
  });
  if (disabled) log.error({ webhookId }, 'a webhook answered 410 and is disabled');
}

/** Reads what the order names while the delivery is claimed: the table answers in one call. */
async function claimAndRead(
  order: AttemptOrder,
  nowMs: number,
  nextDueAt: number,
  { events, webhooks, ...ports }: AttemptPorts,
) {
  const { webhookId, messageId } = order;
  const findMessage = memoise((id: string) => ports.conversations.findMessage(id));
  const [claim, webhook] = await Promise.all([
    events.claim(order, nowMs, nextDueAt),
    webhooks.find(webhookId),
    messageId === undefined ? undefined : findMessage(messageId),
  ]);
  const sources = { ...ports, conversations: { ...ports.conversations, findMessage } };
  return { claim, webhook, sources };
}

/** A webhook that was deleted and created again under the same id is another one: older events are not for it. */
const isWanted = ({ beganAt }: WebhookDelivery, { createdAt, disabledAt }: Webhook) =>
  disabledAt === undefined && beganAt >= createdAt;

/** Posts the event, signed with every valid secret. */
export async function sendEvent(
  webhook: Webhook,
  { eventId, type, at }: { eventId: string; type: string; at: string },
  data: object,
  ports: PostPorts,
): Promise<PostResult> {
  const nowMs = ports.clock.now();
  const body = JSON.stringify(eventBody({ type, at }, data));
  const secrets = await readSecrets(webhook, nowMs, ports);
  if (secrets.length === 0)
    return { kind: 'failed', why: 'its secret is gone: put the webhook again with a secret' };
  return ports.sender.post(webhook.url, ports.signer.sign(secrets, eventId, nowMs, body), body);
}

/** The valid secrets, newest first. */
async function readSecrets(webhook: Webhook, nowMs: number, ports: PostPorts): Promise<string[]> {
  const read = validSecrets(webhook, nowMs).map(({ version }) =>
    ports.secrets.read(webhook.webhookId, version),
  );
  return (await Promise.all(read)).filter((secret) => secret !== undefined);
}

export const isDelivered = (result: PostResult) =>
  result.kind === 'answered' && result.status >= 200 && result.status < 300;

async function recordResult(
  order: AttemptOrder,
  delivery: WebhookDelivery,
  result: PostResult,
  ports: AttemptPorts,
): Promise<void> {
  const { webhookId, attempts } = delivery;
  const { eventId } = delivery.event;
  const nowMs = ports.clock.now();
  const at = new Date(nowMs).toISOString();
  const outcome = describe(result);
  // the receiver's answer may hold anything, so it is not logged
  const { answer: _answer, ...told } = outcome;
  if (isDelivered(result)) {
    await ports.events.recordAttempt(delivery, { state: 'delivered', ...outcome }, at);
    return;
  }
  // counted from now, so that a slow receiver gets its full pause, too
  const dueAt = nextDueAt(attempts, nowMs, ports.random());
  if (isGone(result) || dueAt === undefined) {
    const isGivenUp = await ports.events.recordAttempt(delivery, { state: 'dead', ...outcome }, at);
    if (!isGivenUp) return;
    ports.log.error({ webhookId, eventId, attempts, ...told }, 'a webhook delivery is given up');
    return;
  }
  const isNext = await ports.events.recordAttempt(
    delivery,
    { state: 'waiting', dueAt, ...outcome },
    at,
  );
  // another attempt has begun, and has queued its own order
  if (!isNext) return;
  await ports.webhookQueue.put(order, dueAt - nowMs);
  ports.log.info({ webhookId, eventId, attempts, ...told }, 'a webhook delivery is tried again');
}

function describe(result: PostResult): { status?: number; answer?: string; error?: string } {
  if (result.kind !== 'answered') return { error: result.why };
  const { status, text } = result;
  const error = isDelivered(result) ? undefined : `answered ${status}`;
  return { status, ...(text && { answer: text }), ...(error !== undefined && { error }) };
}
