import type { EventStore, PipingEvent, WebhookDelivery } from '../../../../steps/webhooks/ports.ts';
import { anyItem } from '../item-kind.ts';
import { beginningWith, type ItemStore } from '../item-store.ts';
import { eventNumberItem, webhookDeliveryItem, webhookItem } from '../items/webhook-items.ts';
import { keys } from '../keys.ts';
import { AGAIN, tryUntilDone } from '../retry.ts';
import { IF_NEW, IF_THERE, put, update } from '../write.ts';

/** The stream tells of an event again within seconds, after a few others of its conversation at most. */
const NUMBERS_LOOKED_AT = 25;

/**
 * The number is a place in the conversation's partition: whoever writes it first has it, in one write, and the next is one more. So no
 * number is given twice and none is left out. Nothing is numbered of an erased conversation (S19).
 */
const number = (
  items: ItemStore,
  event: Parameters<EventStore['number']>[0],
): Promise<PipingEvent | undefined> =>
  tryUntilDone(`numbering event ${event.eventId}`, async () => {
    const { eventId, conversationId } = event;
    const [begun] = (
      await items.page(webhookDeliveryItem, { partition: keys.event(eventId).pk, limit: 1 })
    ).items;
    if (begun) return begun.event;
    const newest = await items.page(eventNumberItem, {
      partition: keys.eventNumber(conversationId, 0).pk,
      ...beginningWith('EVENT#'),
      isNewestFirst: true,
      limit: NUMBERS_LOOKED_AT,
    });
    const known = newest.items.find((one) => one.eventId === eventId);
    if (known) return { ...event, sequence: known.sequence } as PipingEvent;
    if (conversationId && !(await items.get(anyItem, keys.conversation(conversationId)))) return;
    const sequence = (newest.items[0]?.sequence ?? 0) + 1;
    const key = keys.eventNumber(conversationId, sequence);
    const result = await items.write(put(eventNumberItem, key, { eventId, sequence }, IF_NEW));
    return result.isDone ? ({ ...event, sequence } as PipingEvent) : AGAIN;
  });

const keyOf = ({ webhookId, event: { eventId } }: WebhookDelivery) =>
  keys.webhookDelivery(webhookId, eventId);

async function begin(items: ItemStore, delivery: WebhookDelivery): Promise<WebhookDelivery> {
  const result = await items.write(put(webhookDeliveryItem, keyOf(delivery), delivery, IF_NEW));
  return result.found(0, webhookDeliveryItem) ?? delivery;
}

/** Counts one more try; two messages of the queue about one delivery do not both try. */
async function claim(
  items: ItemStore,
  ...[delivery, nextDueAt, at]: Parameters<EventStore['claim']>
): Promise<boolean> {
  const { attempts } = delivery;
  const change = { set: { attempts: attempts + 1, dueAt: nextDueAt, updatedAt: at } };
  const condition = {
    if: '#state = :waiting AND attempts = :attempts',
    values: { waiting: 'waiting', attempts },
  };
  const result = await items.write(update(webhookDeliveryItem, keyOf(delivery), change, condition));
  return result.isDone;
}

/** What came of a try, once: a delivery that is settled for good stays so. A dead one is counted on its webhook. */
async function settle(
  items: ItemStore,
  ...[delivery, { state, status, error }, at]: Parameters<EventStore['settle']>
): Promise<void> {
  const change = {
    set: { state, updatedAt: at, status, error },
    remove: [
      ...(status === undefined ? (['status'] as const) : []),
      ...(error === undefined ? (['error'] as const) : []),
    ],
  };
  const condition = { if: '#state = :waiting', values: { waiting: 'waiting' } };
  const result = await items.write(update(webhookDeliveryItem, keyOf(delivery), change, condition));
  if (!result.isDone || state !== 'dead') return;
  const count = { add: { deadDeliveries: 1, revision: 1 } };
  await items.write(update(webhookItem, keys.webhook(delivery.webhookId), count, IF_THERE));
}

/** Numbered events, and how far each webhook has got with them. */
export const createEventTable = (items: ItemStore): EventStore => ({
  number: (event) => number(items, event),
  begin: (delivery) => begin(items, delivery),
  findDelivery: (webhookId, eventId) =>
    items.get(webhookDeliveryItem, keys.webhookDelivery(webhookId, eventId)),
  claim: (delivery, nextDueAt, at) => claim(items, delivery, nextDueAt, at),
  settle: (delivery, result, at) => settle(items, delivery, result, at),
});
