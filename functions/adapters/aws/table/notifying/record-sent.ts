import { deflateRawSync } from 'node:zlib';
import type { SentRecord } from '../../../../steps/notifying/ports.ts';
import type { ItemStore } from '../item-store.ts';
import {
  deliveryItem,
  participantKey,
  sentMailItem,
  sentTextItem,
  settled,
  threadItem,
  windowItem,
  windowKey,
} from '../items/outgoing-items.ts';
import { keys } from '../keys.ts';
import { AGAIN, isFaultOfService, tryUntilDone } from '../retry.ts';
import { IF_THERE, put, update, type Write } from '../write.ts';
import { writeWithRows } from './write-rows.ts';

/** Texts are cut here: their beginning is enough to know them again. */
const MAX_KEPT_TEXT_CHARACTERS = 20_000;

/**
 * All that one sent mail changes, in one transaction: until it is written, SES has a mail that we do not know of, and whoever gave up here would send
 * it again (S15). So a table that fails is asked again for longer than the SDK does, and longer than for anything else.
 */
export const recordSent = (items: ItemStore, record: SentRecord): Promise<void> =>
  tryUntilDone(`recording that ${record.sent.sesMessageId} was sent`, async () => {
    try {
      return await recordOnce(items, record);
    } catch (error) {
      if (isFaultOfService(error)) return AGAIN;
      throw error;
    }
  });

/**
 * No window: it was erased while the mail was on its way, and nothing of it comes back. As long as it stands, an erasure of its conversation is
 * not through, and takes what is written here as well. A row that is gone was a guest's who was erased: the others are written without it (S19).
 */
async function recordOnce(items: ItemStore, record: SentRecord): Promise<void> {
  const end = update(windowItem, windowKey(record.window), settled('sent'), IF_THERE);
  await writeWithRows(items, [end, ...remember(record)], markRows(record));
}

const markRows = ({ sent, reasons }: SentRecord): Write[] =>
  reasons.map(({ messageId, reason }) => {
    const { participant, recipient, sesMessageId, at } = sent;
    const set = { decision: 'sent', reason, recipient, sesMessageId, at } as const;
    return update(deliveryItem, keys.delivery(messageId, participant), { set }, IF_THERE);
  });

function remember({ window, sent, text, thread }: SentRecord): Write[] {
  const { sesMessageId } = sent;
  const recipient = participantKey(sent.participant);
  return [
    put(sentMailItem, keys.sentMail(sesMessageId), sent),
    put(sentTextItem, keys.sentText(window.windowId, recipient), {
      sesMessageId,
      packed: deflateRawSync(text.slice(0, MAX_KEPT_TEXT_CHARACTERS)),
    }),
    put(threadItem, keys.thread(window.conversationId, recipient), { mails: thread }),
  ];
}
