import { inflateRawSync } from 'node:zlib';
import type { SentMailStore, TakenMail } from '../../../../steps/sending/ports.ts';
import type { ItemStore } from '../item-store.ts';
import { sentMailItem, windowItem, windowKey } from '../items/window-items.ts';
import { keys } from '../keys.ts';
import { findInNewestWindows, type KeptMail } from './newest-windows.ts';

/** 25 windows, because one message may have gone to many. */
const LOOK_FOR_TEXTS = { only: ['packed', 'text'], limit: 25 };
const MAX_RECENT_TEXTS = 5;
/** The most that a text of 20,000 characters can take. */
const MAX_TEXT_BYTES = 80_000;

const readText = ({ packed, text = '' }: KeptMail) =>
  packed ? inflateRawSync(packed, { maxOutputLength: MAX_TEXT_BYTES }).toString('utf8') : text;

/** The newest texts, each once, even if it went to many; windows beyond the limit are not unpacked. */
function newestTexts(windows: KeptMail[]): string[] {
  const texts = new Set<string>();
  for (const one of windows) {
    if (texts.size === MAX_RECENT_TEXTS) break;
    // a window without a sent mail has no text
    const text = readText(one);
    if (text !== '') texts.add(text);
  }
  return [...texts];
}

async function findSentMail(items: ItemStore, sesMessageId: string) {
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

/** What SES ids of our mails stand for (S1, signal 3), and our latest texts. */
export function createSentMailTable(items: ItemStore): SentMailStore {
  return {
    find: (sesMessageId) => findSentMail(items, sesMessageId),
    placeOf: async (sesMessageId) => {
      const found = await items.get(sentMailItem, keys.sentMail(sesMessageId));
      return found && 'question' in found ? undefined : found;
    },
    // nobody answers a mail within a second
    recentTexts: (conversationId) =>
      findInNewestWindows(items.reading('eventual'), conversationId, LOOK_FOR_TEXTS, newestTexts),
  };
}
