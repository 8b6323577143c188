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
import { IF_THERE, put, update, type Write } from '../write.ts';

/** Texts are cut here: their beginning is enough to know them again. */
const MAX_KEPT_TEXT_CHARACTERS = 20_000;

/**
 * All that one sent mail changes, in one transaction: until it is written, SES has a mail that we do not know of (S15). No window: the
 * conversation was erased while the mail was on its way, and nothing of it comes back (S19).
 */
export async function recordSent(items: ItemStore, record: SentRecord): Promise<void> {
  const { window } = record;
  await items.write(
    update(windowItem, windowKey(window), settled('sent'), IF_THERE),
    ...markRows(record),
    ...remember(record),
  );
}

const markRows = ({ sent, reasons }: SentRecord): Write[] =>
  reasons.map(({ messageId, reason }) => {
    const { participant, recipient, sesMessageId, at } = sent;
    return update(deliveryItem, keys.delivery(messageId, participant), {
      set: { decision: 'sent', reason, recipient, sesMessageId, at },
    });
  });

function remember({ window, sent, text, thread }: SentRecord): Write[] {
  const { sesMessageId } = sent;
  const recipient = participantKey(sent.participant);
  return [
    put(sentMailItem, keys.sentMail(sesMessageId), sent),
    put(sentTextItem, keys.sentText(window.windowId, recipient), {
      sesMessageId,
      text: text.slice(0, MAX_KEPT_TEXT_CHARACTERS),
    }),
    put(threadItem, keys.thread(window.conversationId, recipient), { mails: thread }),
  ];
}
