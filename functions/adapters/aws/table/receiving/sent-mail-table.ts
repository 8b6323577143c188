import { inflateRawSync } from 'node:zlib';
import type { SentMailStore } from '../../../../steps/receiving/ports.ts';
import type { ItemStore } from '../item-store.ts';
import { sentMailItem, sentTextItem } from '../items/outgoing-items.ts';
import { keys } from '../keys.ts';
import { beginningWith } from '../query.ts';

/** Mails that are looked through for texts: one message may have gone to many. */
const MAX_MAILS_READ = 25;
const MAX_RECENT_TEXTS = 5;
/** A text of 20,000 characters is at most so long. */
const MAX_TEXT_BYTES = 80_000;

const readText = ({ packed, text = '' }: { packed?: Uint8Array; text?: string }) =>
  packed ? inflateRawSync(packed, { maxOutputLength: MAX_TEXT_BYTES }).toString('utf8') : text;

/** One that went to many is given once; those beyond the bound are not unpacked. */
function newestTexts(sent: Parameters<typeof readText>[0][]): string[] {
  const texts = new Set<string>();
  for (const one of sent) {
    if (texts.size === MAX_RECENT_TEXTS) break;
    texts.add(readText(one));
  }
  return [...texts];
}

/** What SES's ids of our mails stand for (S1, signal 3), and the texts that we sent. */
export function createSentMailTable(items: ItemStore): SentMailStore {
  return {
    find: (sesMessageId) => items.get(sentMailItem, keys.sentMail(sesMessageId)),
    recentTexts: async (conversationId) => {
      const page = await items.page(sentTextItem, {
        partition: keys.conversation(conversationId).pk,
        ...beginningWith('SENT#'),
        isNewestFirst: true,
        // nobody answers a mail within the second that it was sent
        mayBeStale: true,
        limit: MAX_MAILS_READ,
      });
      return newestTexts(page.items);
    },
  };
}
