import * as v from 'valibot';
import { ERASED_KINDS } from '../../../../conversations/erased-counts.ts';
import type { Erasure, ErasureWork, LaterLook } from '../../../../steps/erasing/ports.ts';
import { type ItemKind, itemKey, itemKind, objectOf, type ValueOf } from '../item-kind.ts';
import { INDEX_PARTITIONS } from '../keys.ts';
import { participant } from './people-items.ts';

// What an erasure reads of a message, a delivery and a window: where they lead.

const person = v.object({ kind: v.string(), id: v.optional(v.string()) });

export const messageTraceItem = itemKind('message', 'never', {
  ...itemKey,
  messageId: v.string(),
  conversationId: v.string(),
  author: person,
  about: v.optional(person),
  attachments: v.array(v.object({ attachmentId: v.string() })),
  bodyKey: v.optional(v.string()),
  clientMessageId: v.optional(v.string()),
  mailId: v.optional(v.string()),
  mailMessageId: v.optional(v.string()),
});
export type MessageTrace = ValueOf<typeof messageTraceItem>;

export const deliveryTraceItem = itemKind('delivery', 'never', {
  ...itemKey,
  decision: v.optional(v.string(), ''),
  participant: v.optional(participant),
  recipient: v.optional(v.string()),
  windowId: v.optional(v.string()),
  sesMessageId: v.optional(v.string()),
});
export type DeliveryTrace = ValueOf<typeof deliveryTraceItem>;

/** A window, or a sent text of 0.1.0, which has `sesMessageId` itself. */
export const windowTraceItem = itemKind('grouping window', 'never', {
  ...itemKey,
  participant: v.optional(participant),
  mail: v.optional(v.object({ sesMessageId: v.string() })),
  sesMessageId: v.optional(v.string()),
  messageIds: v.optional(v.array(v.string()), []),
});
export type WindowTrace = ValueOf<typeof windowTraceItem>;

/** While it exists, an erasure is running for this user id, and nobody can be created under it. */
export const erasureLockItem = itemKind('erasure at work', 'never', { erasureId: v.string() });

const work = objectOf<ErasureWork>({
  userIds: v.array(v.string()),
  addresses: v.array(v.string()),
  sharedAddresses: v.array(v.string()),
  round: v.number(),
  phase: v.picklist(['collect', 'conversations', 'mails', 'person']),
  idsDone: v.number(),
  cursor: v.optional(v.string()),
  conversationIds: v.array(v.string()),
  erased: v.number(),
  addressesDone: v.number(),
  messageIds: v.array(v.string()),
  givenAwayIds: v.array(v.string()),
  removedBefore: v.number(),
});

const laterLook = objectOf<LaterLook>({
  dueAt: v.number(),
  receivedUntil: v.string(),
  conversationIds: v.array(v.string()),
  addressHashes: v.array(v.string()),
  messageIds: v.array(v.string()),
});

/** An erasure and its progress; in the index while it must be looked after. */
export const erasureItem: ItemKind<Erasure> = {
  name: 'erasure',
  type: 'erasure',
  schema: objectOf<Erasure>({
    revision: v.number(),
    erasureId: v.string(),
    status: v.picklist(['running', 'done']),
    removed: v.record(v.picklist(ERASED_KINDS), v.number()),
    lookAt: v.optional(v.number()),
    work: v.optional(work),
    laterLook: v.optional(laterLook),
  }),
  index: ({ lookAt }) =>
    lookAt === undefined
      ? undefined
      : { gsi1pk: INDEX_PARTITIONS.erasures, gsi1sk: new Date(lookAt).toISOString() },
  expiry: 'never',
};
