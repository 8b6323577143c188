import { askOnce } from '../ask-once.ts';
import type { Clock, Log } from '../ports.ts';
import { carrySecrets, isPlain } from './carry-secrets.ts';
import { type EventSources, eventBody, eventData } from './event-body.ts';
import type {
  EventStore,
  PostResult,
  TryOrder,
  Webhook,
  WebhookDelivery,
  WebhookQueue,
  WebhookSecretReader,
  WebhookSecretWriter,
  WebhookSender,
  WebhookSigner,
  WebhookStore,
} from './ports.ts';
import { nextDueAt } from './webhook-schedule.ts';

/** The POST with its deadline and what is read before it; of what takes longer still, only a success counts once the next try has begun. */
const TRY_LEASE_MS = 15_000;

/** RFC 9110 §15.5.11: the receiver wants no more. */
const GONE = 410;

export interface PostPorts {
  clock: Clock;
  webhooks: Pick<WebhookStore, 'change'>;
  secrets: WebhookSecretReader & WebhookSecretWriter;
  sender: WebhookSender;
  signer: WebhookSigner;
}

export type AttemptPorts = EventSources &
  PostPorts & {
    log: Log;
    events: EventStore;
    webhooks: WebhookStore;
    webhookQueue: WebhookQueue;
    /** From 0 to 1. */
    random(): number;
  };

/**
 * One try of one delivery, if it is due. The next try is noted before this one begins: a function that dies leaves the delivery to the
 * queue, which comes again, and the receiver sees the same `webhook-id`. It is noted for when this one is surely over: an order that the queue
 * brought twice does not have a slow receiver told twice at the same time.
 */
export async function attemptWebhook(order: TryOrder, ports: AttemptPorts): Promise<void> {
  const nowMs = ports.clock.now();
  const dueAt = nextDueAt(order.attempts + 1, nowMs, ports.random());
  const leaseEndsAt = Math.max(dueAt ?? nowMs, nowMs + TRY_LEASE_MS);
  const { claim, webhook, sources } = await claimAndRead(order, nowMs, leaseEndsAt, ports);
  if (claim.kind === 'settled') return;
  if (claim.kind === 'early') {
    // also where it was this one and the table's answer was lost: whoever it was, their try may never come
    return ports.webhookQueue.put({ ...order, attempts: claim.attempts }, claim.waitMs);
  }
  const { delivery } = claim;
  const { event } = delivery;
  const data = await eventData(event, sources);
  const at = new Date(nowMs).toISOString();
  if (!webhook || !isWanted(delivery, webhook) || !data) {
    await ports.events.settle(delivery, { state: 'dropped' }, at);
    return;
  }
  const result = await sendEvent(webhook, event, data, ports);
  if (isGone(result)) await disable(webhook, at, ports);
  await settle({ ...order, attempts: delivery.attempts }, delivery, result, ports);
}

const isGone = (result: PostResult) => result.kind === 'answered' && result.status === GONE;

/** Unless it was put again while the receiver answered: then it is in service. */
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

/** What the order names is read while the delivery is claimed: the table answers it in one call. */
async function claimAndRead(
  order: TryOrder,
  nowMs: number,
  nextDueAt: number,
  { events, webhooks, ...ports }: AttemptPorts,
) {
  const { webhookId, messageId } = order;
  const findMessage = askOnce((id: string) => ports.conversations.findMessage(id));
  const [claim, webhook] = await Promise.all([
    events.claim(order, nowMs, nextDueAt),
    webhooks.find(webhookId),
    messageId === undefined ? undefined : findMessage(messageId),
  ]);
  const sources = { ...ports, conversations: { ...ports.conversations, findMessage } };
  return { claim, webhook, sources };
}

/** A webhook that was deleted and made again under its id is another one: what happened before is not for it. */
const isWanted = ({ beganAt }: WebhookDelivery, { createdAt, disabledAt }: Webhook) =>
  disabledAt === undefined && beganAt >= createdAt;

/** Posts the event, signed by every secret that is valid. */
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
    return { kind: 'failed', why: 'its secret is gone: put the webhook again' };
  return ports.sender.post(webhook.url, ports.signer.sign(secrets, eventId, nowMs, body), body);
}

/** The secrets that are valid, newest first. */
async function readSecrets(webhook: Webhook, nowMs: number, ports: PostPorts): Promise<string[]> {
  const { secrets = [] } = (await carrySecrets(webhook, ports)) ?? {};
  const read = secrets
    .filter(({ validUntil }) => validUntil === undefined || validUntil > nowMs)
    .map((one) => (isPlain(one) ? one.secret : ports.secrets.read(webhook.webhookId, one.version)));
  return (await Promise.all(read)).filter((secret) => secret !== undefined);
}

export const isDelivered = (result: PostResult) =>
  result.kind === 'answered' && result.status >= 200 && result.status < 300;

async function settle(
  order: TryOrder,
  delivery: WebhookDelivery,
  result: PostResult,
  ports: AttemptPorts,
): Promise<void> {
  const { webhookId, attempts } = delivery;
  const { eventId } = delivery.event;
  const nowMs = ports.clock.now();
  const at = new Date(nowMs).toISOString();
  const outcome = describe(result);
  // what the receiver answers may be anything
  const { answer: _answer, ...told } = outcome;
  if (isDelivered(result)) {
    await ports.events.settle(delivery, { state: 'delivered', ...outcome }, at);
    return;
  }
  // from here on: a receiver that was too slow gets its pause, too
  const dueAt = nextDueAt(attempts, nowMs, ports.random());
  if (isGone(result) || dueAt === undefined) {
    const isGivenUp = await ports.events.settle(delivery, { state: 'dead', ...outcome }, at);
    if (!isGivenUp) return;
    ports.log.error({ webhookId, eventId, attempts, ...told }, 'a webhook delivery is given up');
    return;
  }
  const isNext = await ports.events.settle(delivery, { state: 'waiting', dueAt, ...outcome }, at);
  // whoever began another try has an order of their own
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
