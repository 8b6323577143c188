import type { ItemStore } from '../../functions/adapters/aws/table/item-store.ts';
import { sentMailItem } from '../../functions/adapters/aws/table/items/outgoing-items.ts';
import { keys } from '../../functions/adapters/aws/table/keys.ts';
import { put } from '../../functions/adapters/aws/table/write.ts';
import type { SentMail } from '../../functions/steps/receiving/ports.ts';

/** A mail to this address that the table knows of. */
export async function knownMail(
  items: ItemStore,
  recipient: string,
  sesMessageId: string,
): Promise<SentMail> {
  const sent: SentMail = {
    sesMessageId,
    recipient,
    conversationId: '1',
    participant: { kind: 'user', id: 'carla' },
    messageIds: ['1-01'],
    at: '2026-11-22T10:30:00.000Z',
  };
  await items.write(put(sentMailItem, keys.sentMail(sesMessageId), sent));
  return sent;
}
