import * as v from 'valibot';
import { CONVERSATION_STATUSES } from '../../../../conversations/conversation.ts';
import { eventIdOf } from '../../../../conversations/events/event-id.ts';
import { messageIdOfTime } from '../../../../conversations/new-message-id.ts';
import type {
  LookAfterMailPorts,
  OwedMessage,
  ReconcileMessagePorts,
  TimeSpan,
} from '../../../../steps/reconciling/ports.ts';
import type { Webhook } from '../../../../steps/webhooks/ports.ts';
import { itemKind } from '../item-kind.ts';
import type { ItemStore } from '../item-store.ts';
import { conversationItem } from '../items/conversation-items.ts';
import { requeueTryItem } from '../items/mail-items.ts';
import { whileLate, windowItem, windowKey } from '../items/window-items.ts';
import { between, INDEX_PARTITIONS, keys } from '../keys.ts';
import { mergePages } from '../pages.ts';
import { put, update } from '../write.ts';

const CONVERSATIONS_PER_PAGE = 100;

/** The time up to which reconcile has looked at the messages. */
const markItem = itemKind('mark of reconcile', 'never', { mark: v.number() });

/** The fields of a message that are looked at. */
const owedItem = itemKind('message', 'never', {
  messageId: v.string(),
  createdAt: v.string(),
  isDecided: v.optional(v.boolean(), false),
});

type Listener = Pick<Webhook, 'webhookId' | 'createdAt' | 'listensSince'>;

/** Nothing is owed to a webhook from a time when it was disabled or had not subscribed. */
const sinceOf = ({ createdAt, listensSince = createdAt }: Listener) => listensSince;

/** A message counts as announced if every webhook that listened when it was written has a delivery, whatever its state. */
async function owed(
  items: ItemStore,
  conversationId: string,
  { since, until }: TimeSpan,
  listeners: Listener[],
): Promise<OwedMessage[]> {
  const written = between(
    keys.message(messageIdOfTime(conversationId, since)),
    keys.message(messageIdOfTime(conversationId, until)),
  );
  const messages = await items.all(owedItem, written);
  const looks = messages.map(async ({ messageId, createdAt, isDecided }): Promise<OwedMessage> => {
    const eventId = eventIdOf({ type: 'message.created', conversationId, messageId });
    const due = listeners.filter((listener) => sinceOf(listener) <= createdAt);
    const isTold = await Promise.all(
      due.map(({ webhookId }) => items.has(keys.webhookDelivery(webhookId, eventId))),
    );
    return { messageId, isDecided, isAnnounced: isTold.every(Boolean) };
  });
  const looked = await Promise.all(looks);
  return looked.filter(({ isDecided, isAnnounced }) => !isDecided || !isAnnounced);
}

const IF_UNSETTLED = {
  if: '#state IN (:open, :closed)',
  values: { open: 'open', closed: 'closed' },
};
const IF_UNSETTLED_AND_UNLISTED = {
  ...IF_UNSETTLED,
  if: `${IF_UNSETTLED.if} AND attribute_not_exists(gsi2pk)`,
};

/** Windows are in the index only when they are late, which is seldom (docs/decisions/0111). */
async function noteLate(
  items: ItemStore,
  conversationId: string,
  { since, until }: TimeSpan,
): Promise<void> {
  const opened = between(
    keys.window(messageIdOfTime(conversationId, since), ''),
    keys.window(messageIdOfTime(conversationId, until), ''),
  );
  const query = { ...opened, filter: IF_UNSETTLED };
  for await (const window of items.reading('eventual').each(windowItem, query)) {
    const change = { set: whileLate(window.closesAt) };
    await items.write(update(windowItem, windowKey(window), change, IF_UNSETTLED_AND_UNLISTED));
  }
}

/** Finds messages written since a time, and what is still owed about them. */
export const createMessageWatch = (items: ItemStore): ReconcileMessagePorts['messages'] => ({
  activeSince: async (since, cursor) => {
    const page = await mergePages(items, conversationItem, {
      partitions: CONVERSATION_STATUSES.map(INDEX_PARTITIONS.conversations),
      from: new Date(since).toISOString(),
      limit: CONVERSATIONS_PER_PAGE,
      cursor,
    });
    return { ...page, items: page.items.map(({ conversationId }) => conversationId) };
  },
  owed: (conversationId, time, listeners) => owed(items, conversationId, time, listeners),
  noteLate: (conversationId, time) => noteLate(items, conversationId, time),
});

export const createReconcileMark = (items: ItemStore): ReconcileMessagePorts['marks'] => ({
  read: async () => (await items.get(markItem, keys.reconcileMark()))?.mark,
  write: async (mark) => {
    await items.write(put(markItem, keys.reconcileMark(), { mark }));
  },
});

/** Limits how often a mail is queued again, so that one that always fails does not circulate without end. */
export const createRequeueTries = (items: ItemStore): LookAfterMailPorts['tries'] => ({
  claim: async (mailId, nowMs, nextAtMs) => {
    const isFree = { if: 'attribute_not_exists(pk) OR nextAtMs <= :nowMs', values: { nowMs } };
    const result = await items.write(
      put(requeueTryItem, keys.requeueTry(mailId), { nextAtMs }, isFree),
    );
    return result.isDone;
  },
});
