import { type EventScope, scopeOf } from '../../../../conversations/events/event.ts';
import type {
  AttemptClaim,
  AttemptOrder,
  AttemptResult,
  EventStore,
  PipingEvent,
  UnnumberedEvent,
  WebhookDelivery,
} from '../../../../steps/webhooks/ports.ts';
import type { ItemStore } from '../item-store.ts';
import {
  eventNumberItem,
  placeOfDelivery,
  webhookDeliveryItem,
  webhookItem,
} from '../items/webhook-items.ts';
import { INDEX_PARTITIONS, keys, ranges } from '../keys.ts';
import { AGAIN, tryUntilDone } from '../retry.ts';
import { IF_NEW, IF_THERE, ifStill, put, update, type Write } from '../write.ts';

/** Most events of a conversation, or of all others together, in a second. */
const NUMBERS_PER_SECOND = 25;
/** More than a conversation has in the hours in which the stream or `reconcile` repeats an event. */
const MAX_NUMBERS_LOOKED_AT = 5_000;
/** Numbers in a row that others may take first, before everything is read again. */
const NUMBERS_TRIED = 25;

/**
 * How many of the newest numbers are searched for the event's own. A function that was killed after it had taken the number has stored no
 * delivery that tells it; an event that is not found would get a second number, and leave a gap.
 */
function numbersToLookAt({ at }: UnnumberedEvent, nowMs: number): number {
  const ageSeconds = Math.max(0, nowMs - Date.parse(at)) / 1000;
  return Math.min(MAX_NUMBERS_LOOKED_AT, NUMBERS_PER_SECOND * Math.ceil(1 + ageSeconds));
}

/**
 * Numbers an event among the webhook's own events of the conversation (or user). A number is an item that is written if it is new, so it is
 * given once; the next event takes the next number, so none is left out. Nothing about an erased conversation or user is numbered (S19).
 */
async function number(
  items: ItemStore,
  webhookId: string,
  event: UnnumberedEvent,
  nowMs: number,
): Promise<PipingEvent | undefined> {
  const eventual = items.reading('eventual');
  let numbers = eventual;
  return tryUntilDone(`numbering event ${event.eventId}`, async () => {
    const { eventId } = event;
    const scope = scopeOf(event);
    const [begun, isStanding, newest] = await Promise.all([
      // a delivery that is too new for this read has one of the newest numbers
      eventual.get(webhookDeliveryItem, keys.webhookDelivery(webhookId, eventId)),
      stands(items, scope),
      numbers.page(eventNumberItem, {
        ...ranges.eventNumbers(scope, webhookId),
        isNewestFirst: true,
        limit: numbersToLookAt(event, nowMs),
      }),
    ]);
    if (begun) return begun.event;
    const known = newest.items.find((one) => one.eventId === eventId);
    if (known) return { ...event, sequence: known.sequence };
    if (!isStanding) return undefined;
    // a taken number belongs to another event, so taking the next one leaves no gap, and a late caller need not read again
    const first = (newest.items[0]?.sequence ?? 0) + 1;
    for (let sequence = first; sequence < first + NUMBERS_TRIED; sequence += 1) {
      if (await takeNumber(items, webhookId, event, sequence)) return { ...event, sequence };
    }
    numbers = items;
    return AGAIN;
  });
}

/** Whether the event has this number, taken now or by an earlier call. */
async function takeNumber(
  items: ItemStore,
  webhookId: string,
  event: UnnumberedEvent,
  sequence: number,
): Promise<boolean> {
  const { eventId } = event;
  const key = keys.eventNumber(scopeOf(event), webhookId, sequence);
  const take = put(eventNumberItem, key, { eventId, sequence }, IF_NEW);
  const result = await items.write(take);
  return result.isDone || result.found(take, eventNumberItem)?.eventId === eventId;
}

async function stands(items: ItemStore, scope: EventScope): Promise<boolean> {
  if (scope === 'others') return true;
  const key = 'userId' in scope ? keys.user(scope.userId) : keys.conversation(scope.conversationId);
  return items.reading('eventual-if-found').has(key);
}

const keyOf = ({ webhookId, event: { eventId } }: WebhookDelivery) =>
  keys.webhookDelivery(webhookId, eventId);

async function begin(items: ItemStore, delivery: WebhookDelivery): Promise<WebhookDelivery> {
  const putNew = put(webhookDeliveryItem, keyOf(delivery), delivery, IF_NEW);
  return (await items.write(putNew)).found(putNew, webhookDeliveryItem) ?? delivery;
}

/** Counts one more attempt; of two queue messages about one delivery only one gets it. */
async function claim(
  items: ItemStore,
  { webhookId, eventId, attempts }: AttemptOrder,
  nowMs: number,
  nextDueAt: number,
): Promise<AttemptClaim> {
  const updatedAt = new Date(nowMs).toISOString();
  const claimed = await items.update(
    webhookDeliveryItem,
    keys.webhookDelivery(webhookId, eventId),
    { set: { attempts: attempts + 1, dueAt: nextDueAt, updatedAt } },
    {
      if: '#state = :waiting AND attempts = :attempts AND dueAt <= :now',
      values: { waiting: 'waiting', attempts, now: nowMs },
    },
  );
  if (claimed.isDone) return { kind: 'claimed', delivery: claimed.value };
  const { found } = claimed;
  if (found?.state !== 'waiting') return { kind: 'settled' };
  return { kind: 'early', attempts: found.attempts, waitMs: Math.max(0, found.dueAt - nowMs) };
}

const OUTCOME_FIELDS = ['status', 'answer', 'error'] as const;

/**
 * Records the result of an attempt. A settled delivery does not change. A failure counts only if no later attempt has begun; a success
 * always. A `dead` delivery is counted on its webhook, in the same transaction: a count by itself would be lost with a killed function,
 * and made twice by a call that the SDK repeats.
 */
async function recordAttempt(
  items: ItemStore,
  delivery: WebhookDelivery,
  { state, ...outcome }: AttemptResult,
  at: string,
): Promise<boolean> {
  const { attempts, webhookId } = delivery;
  const change = {
    set: { state, updatedAt: at, ...outcome, ...placeOfDelivery(delivery) },
    remove: OUTCOME_FIELDS.filter((field) => outcome[field] === undefined),
  };
  const isOpen = ifStill({ state: 'waiting', ...(state !== 'delivered' && { attempts }) });
  const note = update(webhookDeliveryItem, keyOf(delivery), change, isOpen);
  const result =
    state === 'dead' ? await writeCounted(items, note, webhookId) : await items.write(note);
  const found = result.found(note, webhookDeliveryItem);
  const isOwn = found?.state === state && found.attempts === attempts && found.updatedAt === at;
  return result.isDone || isOwn;
}

/** Counts on the webhook, if it still exists, that a delivery is given up. */
async function writeCounted(items: ItemStore, note: Write, webhookId: string) {
  const add = { deadDeliveries: 1, revision: 1 };
  const count = update(webhookItem, keys.webhook(webhookId), { add }, IF_THERE);
  const result = await items.write(note, count);
  return result.hasFailed(count) && !result.hasFailed(note) ? items.write(note) : result;
}

/** Starts the delivery from the beginning, whatever its state. */
async function restart(
  items: ItemStore,
  webhookId: string,
  eventId: string,
  nowMs: number,
): Promise<WebhookDelivery | undefined> {
  const set = {
    state: 'waiting',
    attempts: 0,
    dueAt: nowMs,
    updatedAt: new Date(nowMs).toISOString(),
  } as const;
  const key = keys.webhookDelivery(webhookId, eventId);
  const result = await items.update(webhookDeliveryItem, key, { set }, IF_THERE);
  return result.isDone ? result.value : undefined;
}

/** Numbered events, and the state of their deliveries to webhooks. */
export const createEventTable = (items: ItemStore): EventStore => ({
  number: (webhookId, event, nowMs) => number(items, webhookId, event, nowMs),
  begin: (delivery) => begin(items, delivery),
  findDelivery: (webhookId, eventId) =>
    items.get(webhookDeliveryItem, keys.webhookDelivery(webhookId, eventId)),
  claim: (order, nowMs, nextDueAt) => claim(items, order, nowMs, nextDueAt),
  recordAttempt: (delivery, result, at) => recordAttempt(items, delivery, result, at),
  forget: (delivery) => items.removeMany([keyOf(delivery)]),
  restart: (webhookId, eventId, nowMs) => restart(items, webhookId, eventId, nowMs),
  list: (webhookId, { from, until, ...options }) =>
    items.page(webhookDeliveryItem, {
      partition: INDEX_PARTITIONS.webhookDeliveries(webhookId),
      index: 'gsi1',
      ...(from !== undefined && { from }),
      ...(until !== undefined && { until: `${until}~` }),
      ...options,
    }),
});
