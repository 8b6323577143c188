import type { Participant } from '../../../../conversations/people/people.ts';
import type { ThreadMail } from '../../../../steps/sending/ports.ts';
import type { ItemStore } from '../item-store.ts';
import { participantKey } from '../items/window-items.ts';
import { findInNewestWindows, type KeptMail } from './newest-windows.ts';

/** Windows of one page: in most conversations the first page has mails to this recipient. */
const WINDOWS_PER_LOOK = 10;

/**
 * Our mails to this participant in this conversation, oldest first, from the first page that has any. If none has, the thread consists of
 * its root only.
 */
export async function sentTo(
  items: ItemStore,
  conversationId: string,
  participant: Participant,
): Promise<ThreadMail[]> {
  const recipient = participantKey(participant);
  const look = { only: ['participant', 'mail'], limit: WINDOWS_PER_LOOK };
  const ownMails = (windows: KeptMail[]) => windows.flatMap((one) => mailTo(recipient, one));
  const mails = await findInNewestWindows(items, conversationId, look, ownMails);
  return mails.reverse();
}

const mailTo = (recipient: string, { participant, mail }: KeptMail): ThreadMail[] =>
  participant && mail && participantKey(participant) === recipient
    ? [{ messageId: mail.wireMessageId, at: mail.at }]
    : [];
