import { inflateRawSync } from 'node:zlib';
import type { TakenMail } from '../../../../steps/notifying/ports.ts';
import type { SentMail, SentMailStore } from '../../../../steps/receiving/ports.ts';
import type { ItemStore } from '../item-store.ts';
import { keptMailItem, sentMailItem, windowItem, windowKey } from '../items/outgoing-items.ts';
import { keys } from '../keys.ts';
import { beginningWith } from '../query.ts';

/** Mails that are looked through for texts: one message may have gone to many. */
const MAILS_PER_LOOK = 25;
const MAX_LOOKS = 4;
const MAX_RECENT_TEXTS = 5;
/** A text of 20,000 characters is at most so long. */
const MAX_TEXT_BYTES = 80_000;

const readText = ({ packed, text = '' }: { packed?: Uint8Array; text?: string }) =>
  packed ? inflateRawSync(packed, { maxOutputLength: MAX_TEXT_BYTES }).toString('utf8') : text;

/** One that went to many is given once; those beyond the bound are not unpacked. */
function newestTexts(windows: Parameters<typeof readText>[0][]): string[] {
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

/** Of the first look that finds any: mails that were not sent, beyond a budget perhaps, stand there, too. */
async function recentTexts(items: ItemStore, conversationId: string): Promise<string[]> {
  let cursor: string | undefined;
  for (let looks = 0; looks < MAX_LOOKS; looks += 1) {
    const page = await items.page(keptMailItem, {
      partition: keys.conversation(conversationId).pk,
      ...beginningWith('SENT#'),
      isNewestFirst: true,
      // nobody answers a mail within the second that it was sent
      mayBeStale: true,
      only: ['packed', 'text'],
      limit: MAILS_PER_LOOK,
      cursor,
    });
    const texts = newestTexts(page.items);
    cursor = page.cursor;
    if (texts.length > 0 || cursor === undefined) return texts;
  }
  return [];
}

/** What SES's ids of our mails stand for (S1, signal 3), and the texts that we sent. */
export function createSentMailTable(items: ItemStore): SentMailStore {
  return {
    find: (sesMessageId) => findSentMail(items, sesMessageId),
    placeOf: (sesMessageId) => items.get(sentMailItem, keys.sentMail(sesMessageId)),
    recentTexts: (conversationId) => recentTexts(items, conversationId),
  };
}
