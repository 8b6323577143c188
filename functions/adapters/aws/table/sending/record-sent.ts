import { deflateRawSync } from 'node:zlib';
import type { SentRecord, TakenMail, WindowName } from '../../../../steps/sending/ports.ts';
import type { ItemStore } from '../item-store.ts';
import { sentMailItem, sentWindow, windowItem, windowKey } from '../items/window-items.ts';
import { keys } from '../keys.ts';
import { persist } from '../retry.ts';
import { IF_THERE, put, update, type Write } from '../write.ts';

/** Characters of a text that are kept: enough to recognise it in a quote. */
const MAX_KEPT_TEXT_CHARACTERS = 20_000;

/** Records a sent mail, all in one item (S15). */
export const recordSent = (items: ItemStore, record: SentRecord): Promise<void> =>
  persist(`recording that ${record.mail.sesMessageId} was sent`, () => recordOnce(items, record));

/**
 * If the window is gone, it was erased while the mail was on its way, and nothing is written (S19). The SES id's item comes second: if the
 * function is killed between the two, the queue message comes again, and the window has the id.
 */
async function recordOnce(items: ItemStore, { window, mail, text }: SentRecord): Promise<void> {
  const packed = deflateRawSync(text.slice(0, MAX_KEPT_TEXT_CHARACTERS));
  const change = sentWindow(mail, packed);
  const result = await items.write(update(windowItem, windowKey(window), change, IF_THERE));
  if (result.isDone) await items.write(sesIdLink(window, mail));
}

/** The item that leads from the SES id to the window. Idempotent. */
export const sesIdLink = (
  { conversationId, participant, windowId }: WindowName,
  { sesMessageId }: Pick<TakenMail, 'sesMessageId'>,
): Write => {
  const place = { sesMessageId, conversationId, participant, windowId };
  return put(sentMailItem, keys.sentMail(sesMessageId), place);
};
