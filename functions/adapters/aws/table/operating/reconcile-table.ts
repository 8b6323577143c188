import { encodeTime } from 'ulid';
import * as v from 'valibot';
import { CONVERSATION_STATUSES } from '../../../../conversations/conversation.ts';
import { eventIdOf } from '../../../../conversations/event-id.ts';
import type {
  LookAfterMailPorts,
  OwedMessage,
  ReconcileMessagePorts,
} from '../../../../steps/operating/ports.ts';
import { anyItem, itemKind } from '../item-kind.ts';
import type { ItemStore } from '../item-store.ts';
import { conversationItem } from '../items/conversation-items.ts';
import { requeueTryItem } from '../items/mail-items.ts';
import { whileLate, windowItem, windowKey } from '../items/window-items.ts';
import { INDEX_PARTITIONS, keys } from '../keys.ts';
import { mergePages } from '../pages.ts';
import { put, update } from '../write.ts';

/** Characters of the time in a ULID. */
const TIME_CHARACTERS = 10;
const CONVERSATIONS_PER_PAGE = 100;

/** The time up to which reconcile has looked at the messages. */
const markItem = itemKind('mark of reconcile', 'never', { mark: v.number() });

/** The fields of a message that are looked at. */
const owedItem = itemKind('message', 'never', {
  messageId: v.string(),
  createdAt: v.string(),
  isDecided: v.optional(v.boolean(), false),
});

/** The part of a partition whose sort keys are this prefix and a ULID of that time. */
const written = (prefix: string, since: number, until: number) => ({
  from: `${prefix}${encodeTime(since, TIME_CHARACTERS)}`,
  until: `${prefix}${encodeTime(until, TIME_CHARACTERS)}`,
});

type OwedArguments = Parameters<ReconcileMessagePorts['messages']['owed']>;

/** A message counts as announced if every webhook that existed before it has a delivery, whatever its state. */
async function owed(
  items: ItemStore,
  ...[conversationId, { since, until }, listeners]: OwedArguments
): Promise<OwedMessage[]> {
  const partition = keys.conversation(conversationId).pk;
  const messages = await items.all(owedItem, { partition, ...written('MESSAGE#', since, until) });
  const looks = messages.map(async ({ messageId, createdAt, isDecided }): Promise<OwedMessage> => {
    const eventId = eventIdOf({ type: 'message.created', conversationId, messageId });
    const due = listeners.filter((listener) => listener.createdAt <= createdAt);
    const deliveries = await items.getMany(
      anyItem,
      due.map(({ webhookId }) => keys.webhookDelivery(webhookId, eventId)),
    );
    return { messageId, isDecided, isAnnounced: !deliveries.includes(undefined) };
  });
  return (await Promise.all(looks)).filter(
    ({ isDecided, isAnnounced }) => !isDecided || !isAnnounced,
  );
}

/** Windows are in the index only when they are late, which is seldom (docs/decisions/0111). */
async function noteLate(
  items: ItemStore,
  ...[conversationId, { since, until }]: Parameters<ReconcileMessagePorts['messages']['noteLate']>
): Promise<void> {
  const partition = keys.conversation(conversationId).pk;
  const unsettled = {
    if: '#state IN (:open, :closed)',
    values: { open: 'open', closed: 'closed' },
  };
  const query = { partition, ...written('SENT#', since, until), mayBeStale: true };
  for await (const window of items.each(windowItem, { ...query, filter: unsettled })) {
    await items.write(
      update(
        windowItem,
        windowKey(window),
        { set: whileLate(window.closesAt) },
        {
          ...unsettled,
          if: `${unsettled.if} AND attribute_not_exists(gsi2pk)`,
        },
      ),
    );
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
  owed: (...about) => owed(items, ...about),
  noteLate: (...about) => noteLate(items, ...about),
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
