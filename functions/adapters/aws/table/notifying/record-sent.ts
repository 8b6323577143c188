import { deflateRawSync } from 'node:zlib';
import type { SentRecord, TakenMail, WindowName } from '../../../../steps/notifying/ports.ts';
import type { ItemStore } from '../item-store.ts';
import { sentMailItem, sentWindow, windowItem, windowKey } from '../items/window-items.ts';
import { keys } from '../keys.ts';
import { AGAIN, isFaultOfService, tryUntilDone } from '../retry.ts';
import { IF_THERE, put, update, type Write } from '../write.ts';

/** Texts are cut here: their beginning is enough to know them again. */
const MAX_KEPT_TEXT_CHARACTERS = 20_000;

/**
 * All that one sent mail changes, in one item: until it is written, SES has a mail that we do not know of, and whoever gave up here would send
 * it again (S15). So a table that fails is asked again for longer than the SDK does, and longer than for anything else.
 */
export const recordSent = (items: ItemStore, record: SentRecord): Promise<void> =>
  tryUntilDone(`recording that ${record.mail.sesMessageId} was sent`, async () => {
    try {
      return await recordOnce(items, record);
    } catch (error) {
      if (isFaultOfService(error)) return AGAIN;
      throw error;
    }
  });

/**
 * No window: it was erased while the mail was on its way, and nothing of it comes back (S19). SES's id comes after it: who dies in between leaves an
 * order that the queue brings again, and a window that says which id it was.
 */
async function recordOnce(items: ItemStore, { window, mail, text }: SentRecord): Promise<void> {
  const packed = deflateRawSync(text.slice(0, MAX_KEPT_TEXT_CHARACTERS));
  const change = sentWindow(mail, packed);
  const result = await items.write(update(windowItem, windowKey(window), change, IF_THERE));
  if (result.isDone) await items.write(leadToWindow(window, mail));
}

/** SES's id leads to the window: the same each time. */
export const leadToWindow = (
  { conversationId, participant, windowId }: WindowName,
  { sesMessageId }: Pick<TakenMail, 'sesMessageId'>,
): Write => {
  const place = { sesMessageId, conversationId, participant, windowId };
  return put(sentMailItem, keys.sentMail(sesMessageId), place);
};
