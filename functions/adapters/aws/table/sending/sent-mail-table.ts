import { inflateRawSync } from 'node:zlib';
import type { Participant } from '../../../../conversations/people/people.ts';
import type { SentMailStore, TakenMail, ThreadMail } from '../../../../steps/sending/ports.ts';
import type { ValueOf } from '../item-kind.ts';
import type { ItemStore } from '../item-store.ts';
import {
  keptMailItem,
  participantKey,
  sentMailItem,
  windowItem,
  windowKey,
} from '../items/window-items.ts';
import { keys, ranges } from '../keys.ts';
import type { Query } from '../query.ts';

type KeptMail = ValueOf<typeof keptMailItem>;

/** Pages that are read before the search ends with nothing. */
const MAX_LOOKS = 4;

/**
 * Reads the newest windows of a conversation, page by page, until `pick` finds something in one. They include windows of all recipients,
 * and some whose mail is not sent.
 */
async function findInNewestWindows<Found>(
  items: ItemStore,
  conversationId: string,
  look: Pick<Query, 'only' | 'limit'>,
  pick: (windows: KeptMail[]) => Found[],
): Promise<Found[]> {
  let cursor: string | undefined;
  for (let looks = 0; looks < MAX_LOOKS; looks += 1) {
    const page = await items.page(keptMailItem, {
      ...ranges.windows(conversationId),
      isNewestFirst: true,
      ...look,
      cursor,
    });
    const found = pick(page.items);
    cursor = page.cursor;
    if (found.length > 0 || cursor === undefined) return found;
  }
  return [];
}

/** Windows of one page: in most conversations the first page has mails to this recipient. */
const WINDOWS_PER_LOOK = 10;

/**
 * Our mails to this person in this conversation, oldest first, from the first page that has any. If none has, the thread consists of its
 * root only.
 */
async function sentTo(
  items: ItemStore,
  conversationId: string,
  recipients: Participant[],
): Promise<ThreadMail[]> {
  const names = recipients.map(participantKey);
  const look = { only: ['participant', 'mail'], limit: WINDOWS_PER_LOOK };
  const ownMails = (windows: KeptMail[]) => windows.flatMap((one) => mailTo(names, one));
  const mails = await findInNewestWindows(items, conversationId, look, ownMails);
  return mails.reverse();
}

const mailTo = (names: string[], { participant, mail }: KeptMail): ThreadMail[] =>
  participant && mail && names.includes(participantKey(participant))
    ? [{ messageId: mail.wireMessageId, at: mail.at }]
    : [];

/** 25 windows, because one message may have gone to many. */
const LOOK_FOR_TEXTS = { only: ['packed', 'text', 'mail'], limit: 25 };
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
    texts.add(readText(one));
  }
  return [...texts];
}

/**
 * The text of the mail answered comes first: newer ones may be many, because one message may go to many, each mail with a text of its own.
 * Only a mail behind a whole page of newer windows is looked for by its id.
 */
async function recentTexts(items: ItemStore, conversationId: string, answered?: string) {
  // a window without a sent mail has no text
  const withText = (windows: KeptMail[]) => windows.filter(({ packed, text }) => packed ?? text);
  const windows = await findInNewestWindows(items, conversationId, LOOK_FOR_TEXTS, withText);
  if (answered === undefined) return newestTexts(windows);
  const first =
    windows.find(({ mail }) => mail?.sesMessageId === answered) ??
    (await windowOfMail(items, conversationId, answered));
  return newestTexts(first ? [first, ...windows] : windows);
}

/** Undefined: the mail is not of this conversation, or one of 0.1.0, which names no window. */
async function windowOfMail(items: ItemStore, conversationId: string, sesMessageId: string) {
  const found = await items.get(sentMailItem, keys.sentMail(sesMessageId));
  if (!found || !('windowId' in found) || found.conversationId !== conversationId) return undefined;
  return items.get(keptMailItem, windowKey(found));
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

/** What SES ids of our mails stand for (S1, signal 3), our latest texts, and the mails to one person. */
export function createSentMailTable(items: ItemStore): SentMailStore {
  return {
    find: (sesMessageId) => findSentMail(items, sesMessageId),
    placeOf: async (sesMessageId) => {
      const found = await items.get(sentMailItem, keys.sentMail(sesMessageId));
      return found && 'question' in found ? undefined : found;
    },
    // nobody answers a mail within a second
    recentTexts: (conversationId, answered) =>
      recentTexts(items.reading('eventual'), conversationId, answered),
    sentTo: (conversationId, recipients) => sentTo(items, conversationId, recipients),
  };
}
