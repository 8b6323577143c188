import * as v from 'valibot';
import type { Participant } from '../../../../conversations/people/people.ts';
import { DELIVERY_REASONS } from '../../../../conversations/recipients/delivery.ts';
import type { AskedMail } from '../../../../steps/asking/ports.ts';
import type {
  FinalState,
  GroupingWindow,
  SentMail,
  TakenMail,
  WindowName,
} from '../../../../steps/sending/ports.ts';
import type { Change } from '../expressions.ts';
import { days, type Item, type ItemKind, itemKind, objectOf } from '../item-kind.ts';
import { INDEX_PARTITIONS, keys } from '../keys.ts';
import type { ItemFields } from '../write.ts';
import { participant } from './people-items.ts';

/** `"user#u-1"`: keys hold the person, not the address, so that a changed address changes no window. */
export const participantKey = ({ kind, id }: Participant) => `${kind}#${id}`;

/** The participant of such a key; an id may contain `#`. */
export function participantOfKey(key: string): Participant {
  const end = key.indexOf('#');
  return { kind: key.slice(0, end) as Participant['kind'], id: key.slice(end + 1) };
}

/** Messages of one window; the next message opens another. The transaction of a decision writes a row for each. */
export const MAX_MESSAGES_PER_WINDOW = 40;

export const windowKey = ({
  participant,
  windowId,
}: Pick<WindowName, 'participant' | 'windowId'>) =>
  keys.window(windowId, participantKey(participant));

/** `open`: takes messages. `closed`: its messages are fixed, and the mail is on its way. The other states are final. */
export type WindowState = 'open' | 'closed' | FinalState;

export interface StoredWindow extends GroupingWindow {
  state: WindowState;
  lease?: string;
  /** Epoch milliseconds. */
  leaseUntil?: number;
  mail?: TakenMail;
  /** The text part of the mail in UTF-8, deflated (RFC 1951), so that a window seldom exceeds a kilobyte (S12). */
  packed?: Uint8Array;
}

const takenMail = objectOf<TakenMail>({
  sesMessageId: v.string(),
  wireMessageId: v.string(),
  recipient: v.string(),
  at: v.string(),
  reasons: v.array(
    objectOf<TakenMail['reasons'][number]>({
      messageId: v.string(),
      reason: v.picklist(DELIVERY_REASONS.sent),
    }),
  ),
});

const standingWindow = objectOf<StoredWindow>({
  conversationId: v.string(),
  participant,
  windowId: v.string(),
  messageIds: v.array(v.string()),
  recipient: v.string(),
  // an erasure removes it (S19)
  authors: v.optional(v.array(participant), []),
  closesAt: v.number(),
  state: v.picklist(['open', 'closed', 'sent', 'failed', 'dropped']),
  lease: v.optional(v.string()),
  leaseUntil: v.optional(v.number()),
  mail: v.optional(takenMail),
  packed: v.optional(v.instance(Uint8Array)),
});

/** 0.1.0 kept the text of a sent mail under the key of a window; it is read as one that has ended (docs/decisions/0109). */
const sentText = v.pipe(
  v.object({ pk: v.string(), sk: v.string(), sesMessageId: v.string() }),
  v.transform((key): StoredWindow => {
    const nothing = { messageIds: [], recipient: '', authors: [], closesAt: 0 };
    return { ...windowOfKey(key), ...nothing, state: 'sent' };
  }),
);

/**
 * A grouping window (S8), and the mail that it became: rows, threads, SES ids and reply extraction all read the mail from here. It is in
 * the index only while it is late (docs/decisions/0111).
 */
export const windowItem: ItemKind<StoredWindow> = {
  name: 'grouping window',
  type: 'outgoing',
  schema: v.union([standingWindow, sentText]),
  expiry: 'with-mail-records',
};

/** The place in the index of late windows, by the time of the next try (epoch milliseconds); `reconcile` reads it. */
export const whileLate = (nextTryAt: number) => ({
  gsi2pk: INDEX_PARTITIONS.lateWindows,
  gsi2sk: new Date(nextTryAt).toISOString(),
});

/** The change that ends a window. */
export const ended = (state: FinalState): Change<StoredWindow & ItemFields> => ({
  set: { state },
  remove: ['lease', 'leaseUntil', 'gsi2pk', 'gsi2sk'],
});

/** The change for a mail that SES has taken. */
export const sentWindow = (
  mail: TakenMail,
  packed: Uint8Array,
): Change<StoredWindow & ItemFields> => ({
  ...ended('sent'),
  set: { state: 'sent', mail, packed },
});

/** Parses `"SENT#<ulid>#<kind>#<id>"`. */
export function windowOfKey({ pk, sk }: Item): WindowName {
  const [, conversationId = ''] = String(pk).split('#');
  const [, ulid = '', ...recipient] = String(sk).split('#');
  const windowId = `${conversationId}-${ulid}`;
  return { conversationId, participant: participantOfKey(recipient.join('#')), windowId };
}

/** The window that takes a recipient's messages now. */
export const openWindowItem = itemKind('pointer to the open window', days(1), {
  windowId: v.string(),
  closesAt: v.number(),
});

/** What an SES id leads to: the mail's window, which has the rest. */
export type SentMailPlace = Pick<SentMail, 'sesMessageId' | 'conversationId' | 'participant'> & {
  windowId: string;
};

const placeOfMail = {
  sesMessageId: v.string(),
  conversationId: v.string(),
  participant,
};

const askedMail = objectOf<AskedMail>({
  sesMessageId: v.string(),
  recipient: v.string(),
  question: objectOf<AskedMail['question']>({ mailId: v.string(), agentId: v.string() }),
  conversationId: v.optional(v.string()),
});

/**
 * The item of an SES id of a mail of ours: a notification (S1, signal 3), or a question to an agent (S22). That of 0.1.0 holds all about a
 * notification (docs/decisions/0109).
 */
export const sentMailItem: ItemKind<SentMail | SentMailPlace | AskedMail> = {
  name: 'sent mail',
  schema: v.union([
    objectOf<SentMailPlace>({ ...placeOfMail, windowId: v.string() }),
    askedMail,
    objectOf<SentMail>({
      ...placeOfMail,
      recipient: v.string(),
      messageIds: v.array(v.string()),
      at: v.string(),
    }),
  ]),
  expiry: 'with-mail-records',
};

/** What an event needs of a window. A stream record has `packed` in base64, which the window's own schema refuses. */
export const toldWindowItem = itemKind('grouping window', 'with-mail-records', {
  conversationId: v.string(),
  participant,
  mail: v.optional(takenMail),
});

/** Items under the keys of windows: windows, whose text is packed, and the texts that 0.1.0 kept there. Only for reading. */
export const keptMailItem = itemKind('window or text of a mail', 'with-mail-records', {
  participant: v.optional(participant),
  mail: v.optional(takenMail),
  packed: v.optional(v.instance(Uint8Array)),
  text: v.optional(v.string()),
});
