import * as z from 'zod/mini';
import { ERASED_KINDS } from '../../../../conversations/erased-counts.ts';
import type { Erasure, ErasureWork, LaterLook } from '../../../../steps/erasing/ports.ts';
import { type Item, type ItemKind, objectOf } from '../item-kind.ts';
import { INDEX_PARTITIONS, ITEM_TYPES } from '../keys.ts';

/** Whatever stands there: an erasure takes items of every kind. */
export const keyedItem: ItemKind<Item> = {
  name: 'item',
  schema: z.record(z.string(), z.unknown()),
  expiry: 'never',
};

/** Leads to a mail; its key says from where. */
export const mailLinkItem: ItemKind<{ mailId: string }> = {
  name: 'link to a mail',
  type: 'mail-link',
  schema: z.object({ mailId: z.string() }),
  expiry: 'with-mail-records',
};

/** Something in the partition of a conversation that leads to a mail, with its place there. Only to be read. */
export interface MailPlace {
  sk: string;
  mailId: string;
}
export const mailPlaceItem: ItemKind<MailPlace> = {
  name: 'place of a mail',
  schema: z.object({ sk: z.string(), mailId: z.string() }),
  expiry: 'never',
};

/** What leads from a mail to its files; written before the first of them. */
export interface FilesOfMail {
  attachmentIds: string[];
  /** Epoch milliseconds of the last try to store them. */
  storedAt: number;
  /** They are being deleted: no message came to name them. */
  isSwept?: boolean;
}

export const filesOfMailItem: ItemKind<FilesOfMail> = {
  name: 'files of a mail',
  schema: objectOf<FilesOfMail>({
    attachmentIds: z.array(z.string()),
    storedAt: z.number(),
    isSwept: z.optional(z.boolean()),
  }),
  expiry: 'with-mail-records',
};

/** Leads from a user to a conversation. */
export const conversationLinkItem: ItemKind<{ conversationId: string }> = {
  name: 'link to a conversation',
  schema: z.object({ conversationId: z.string() }),
  expiry: 'never',
};

/** Nobody may be made under a user's id while an erasure is at work on it. */
export const erasureLockItem: ItemKind<{ erasureId: string }> = {
  name: 'erasure at work',
  schema: z.object({ erasureId: z.string() }),
  expiry: 'never',
};

const work = objectOf<ErasureWork>({
  userId: z.string(),
  formerIds: z.optional(z.array(z.string())),
  addresses: z.array(z.string()),
  sharedAddresses: z.array(z.string()),
  round: z.number(),
  phase: z.enum(['collect', 'conversations', 'mails', 'person']),
  idsDone: z.optional(z.number()),
  cursor: z.optional(z.string()),
  conversationIds: z.array(z.string()),
  erased: z.number(),
  addressesDone: z.number(),
  messageIds: z.array(z.string()),
  removedBefore: z.number(),
});

const laterLook = objectOf<LaterLook>({
  dueAt: z.number(),
  receivedUntil: z.string(),
  conversationIds: z.array(z.string()),
  addressHashes: z.array(z.string()),
  messageIds: z.array(z.string()),
});

/** An erasure, and how far it is: in the index as long as somebody has to look after it. */
export const erasureItem: ItemKind<Erasure> = {
  name: 'erasure',
  type: ITEM_TYPES.erasure,
  schema: objectOf<Erasure>({
    revision: z.number(),
    erasureId: z.string(),
    status: z.enum(['running', 'done']),
    removed: z.partialRecord(z.enum(ERASED_KINDS), z.number()),
    lookAt: z.optional(z.number()),
    work: z.optional(work),
    laterLook: z.optional(laterLook),
  }),
  index: ({ lookAt }) =>
    lookAt === undefined
      ? undefined
      : { gsi1pk: INDEX_PARTITIONS.erasures, gsi1sk: new Date(lookAt).toISOString() },
  expiry: 'never',
};
