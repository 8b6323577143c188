import { deflateRawSync } from 'node:zlib';
import type { SentRecord } from '../../../../steps/notifying/ports.ts';
import type { ItemStore } from '../item-store.ts';
import { sentWindow, windowItem, windowKey } from '../items/outgoing-items.ts';
import { AGAIN, isFaultOfService, tryUntilDone } from '../retry.ts';
import { IF_THERE, update } from '../write.ts';

/** Texts are cut here: their beginning is enough to know them again. */
const MAX_KEPT_TEXT_CHARACTERS = 20_000;

/**
 * All that one sent mail changes, in one item: until it is written, SES has a mail that we do not know of, and whoever gave up here would send
 * it again (S15). So a table that fails is asked again for longer than the SDK does, and longer than for anything else.
 *
 * No window: it was erased while the mail was on its way, and nothing of it comes back (S19).
 */
export const recordSent = (items: ItemStore, { window, mail, text }: SentRecord): Promise<void> =>
  tryUntilDone(`recording that ${mail.sesMessageId} was sent`, async () => {
    const packed = deflateRawSync(text.slice(0, MAX_KEPT_TEXT_CHARACTERS));
    try {
      await items.write(update(windowItem, windowKey(window), sentWindow(mail, packed), IF_THERE));
    } catch (error) {
      if (isFaultOfService(error)) return AGAIN;
      throw error;
    }
  });
