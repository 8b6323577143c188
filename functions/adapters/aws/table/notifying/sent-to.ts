import type { Participant } from '../../../../conversations/people.ts';
import type { ThreadMail } from '../../../../steps/notifying/ports.ts';
import type { ItemStore } from '../item-store.ts';
import { keptMailItem, participantKey, threadOfBefore } from '../items/outgoing-items.ts';
import { keys } from '../keys.ts';
import { beginningWith } from '../query.ts';

/** Windows of one look: in most conversations every one is the recipient's. */
const WINDOWS_PER_LOOK = 10;
/** The windows of a message that many are mailed stand together: beyond four looks a thread has its root alone. */
const MAX_LOOKS = 4;

/** What we sent to this participant in this conversation, oldest first: of the first look that has any. */
export async function sentTo(
  items: ItemStore,
  conversationId: string,
  participant: Participant,
): Promise<ThreadMail[]> {
  const recipient = participantKey(participant);
  let cursor: string | undefined;
  for (let looks = 0; looks < MAX_LOOKS; looks += 1) {
    const newest = await items.page(keptMailItem, {
      partition: keys.conversation(conversationId).pk,
      ...beginningWith('SENT#'),
      isNewestFirst: true,
      only: ['participant', 'mail'],
      limit: WINDOWS_PER_LOOK,
      cursor,
    });
    const mails = newest.items.flatMap(({ participant: to, mail }) =>
      to && mail && participantKey(to) === recipient
        ? [{ messageId: mail.wireMessageId, at: mail.at }]
        : [],
    );
    if (mails.length > 0) return mails.reverse();
    cursor = newest.cursor;
    if (cursor === undefined) break;
  }
  const before = await items.get(threadOfBefore, keys.threadOfBefore(conversationId, recipient));
  return before?.mails ?? [];
}
