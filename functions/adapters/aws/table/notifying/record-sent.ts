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

/** Texts are cut here: their beginning is enough to know them again. */
const MAX_KEPT_TEXT_CHARACTERS = 20_000;

/** Places in the transaction. */
const WINDOW = 0;
const FIRST_ROW = 1;

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
  const { window, reasons } = record;
  const result = await items.write(
    update(windowItem, windowKey(window), settled('sent'), IF_THERE),
    ...markRows(record),
    ...remember(record),
  );
  if (result.isDone || result.hasFailed(WINDOW)) return;
  const left = reasons.filter((_, row) => !result.hasFailed(FIRST_ROW + row));
  return recordOnce(items, { ...record, reasons: left });
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
