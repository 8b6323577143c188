import * as v from 'valibot';
import { CONVERSATION_STATUSES } from '../../../../conversations/conversation.ts';
import { eventIdOf } from '../../../../conversations/event-id.ts';
import { messageIdOfTime } from '../../../../conversations/new-message-id.ts';
import type {
  LookAfterMailPorts,
  OwedMessage,
  ReconcileMessagePorts,
} from '../../../../steps/operating/ports.ts';
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

type MessageWatch = ReconcileMessagePorts['messages'];

/** A message counts as announced if every webhook that existed before it has a delivery, whatever its state. */
const owed =
  (items: ItemStore): MessageWatch['owed'] =>
  async (conversationId, { since, until }, listeners) => {
    const messages = await items.all(
      owedItem,
      between(
        keys.message(messageIdOfTime(conversationId, since)),
        keys.message(messageIdOfTime(conversationId, until)),
      ),
    );
    const looks = messages.map(
      async ({ messageId, createdAt, isDecided }): Promise<OwedMessage> => {
        const eventId = eventIdOf({ type: 'message.created', conversationId, messageId });
        const due = listeners.filter((listener) => listener.createdAt <= createdAt);
        const deliveries = due.map(({ webhookId }) => keys.webhookDelivery(webhookId, eventId));
        const isTold = await Promise.all(deliveries.map((key) => items.has(key)));
        return { messageId, isDecided, isAnnounced: isTold.every(Boolean) };
      },
    );
    const looked = await Promise.all(looks);
    return looked.filter(({ isDecided, isAnnounced }) => !isDecided || !isAnnounced);
  };

const IF_UNSETTLED = {
  if: '#state IN (:open, :closed)',
  values: { open: 'open', closed: 'closed' },
};

/** Windows are in the index only when they are late, which is seldom (docs/decisions/0111). */
const noteLate =
  (items: ItemStore): MessageWatch['noteLate'] =>
  async (conversationId, { since, until }) => {
    const opened = between(
      keys.outgoing(messageIdOfTime(conversationId, since), ''),
      keys.outgoing(messageIdOfTime(conversationId, until), ''),
    );
    const query = { ...opened, filter: IF_UNSETTLED, mayBeStale: true };
    for await (const window of items.each(windowItem, query)) {
      const change = { set: whileLate(window.closesAt) };
      const condition = {
        ...IF_UNSETTLED,
        if: `${IF_UNSETTLED.if} AND attribute_not_exists(gsi2pk)`,
      };
      await items.write(update(windowItem, windowKey(window), change, condition));
    }
  };

/** Finds messages written since a time, and what is still owed about them. */
export const createMessageWatch = (items: ItemStore): MessageWatch => ({
  activeSince: async (since, cursor) => {
    const page = await mergePages(items, conversationItem, {
      partitions: CONVERSATION_STATUSES.map(INDEX_PARTITIONS.conversations),
      from: new Date(since).toISOString(),
      limit: CONVERSATIONS_PER_PAGE,
      cursor,
    });
    return { ...page, items: page.items.map(({ conversationId }) => conversationId) };
  },
  owed: owed(items),
  noteLate: noteLate(items),
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
