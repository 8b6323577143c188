import { inflateRawSync } from 'node:zlib';
import type { TakenMail } from '../../../../steps/notifying/ports.ts';
import type { SentMail, SentMailStore } from '../../../../steps/receiving/ports.ts';
import type { ItemStore } from '../item-store.ts';
import { sentMailItem, windowItem, windowKey } from '../items/window-items.ts';
import { keys } from '../keys.ts';
import { findInNewestWindows, type KeptMail } from '../newest-windows.ts';

/** One message may have gone to many; and nobody answers a mail within the second that it was sent. */
const LOOK_FOR_TEXTS = { only: ['packed', 'text'], limit: 25, mayBeStale: true };
const MAX_RECENT_TEXTS = 5;
/** A text of 20,000 characters is at most so long. */
const MAX_TEXT_BYTES = 80_000;

const readText = ({ packed, text = '' }: KeptMail) =>
  packed ? inflateRawSync(packed, { maxOutputLength: MAX_TEXT_BYTES }).toString('utf8') : text;

/** One that went to many is given once; those beyond the bound are not unpacked. */
function newestTexts(windows: KeptMail[]): string[] {
  const texts = new Set<string>();
  for (const one of windows) {
    if (texts.size === MAX_RECENT_TEXTS) break;
    // a mail that is not sent yet, or never was, has none
    const text = readText(one);
    if (text !== '') texts.add(text);
  }
  return [...texts];
}

async function findSentMail(items: ItemStore, sesMessageId: string): Promise<SentMail | undefined> {
  const found = await items.get(sentMailItem, keys.sentMail(sesMessageId));
  if (!found || 'recipient' in found) return found;
  const window = await items.get(windowItem, windowKey(found));
  return window?.mail && { ...found, ...aboutMail(window.mail) };
}

const aboutMail = ({ recipient, at, reasons }: TakenMail) => ({
  recipient,
  messageIds: reasons.map(({ messageId }) => messageId),
  at,
});

/** What SES's ids of our mails stand for (S1, signal 3), and the texts that we sent. */
export function createSentMailTable(items: ItemStore): SentMailStore {
  return {
    find: (sesMessageId) => findSentMail(items, sesMessageId),
    placeOf: (sesMessageId) => items.get(sentMailItem, keys.sentMail(sesMessageId)),
    recentTexts: (conversationId) =>
      findInNewestWindows(items, conversationId, LOOK_FOR_TEXTS, newestTexts),
  };
}
