import type { ItemStore } from '../../functions/adapters/aws/table/item-store.ts';
import { windowItem, windowKey } from '../../functions/adapters/aws/table/items/window-items.ts';
import { createSentMailTable } from '../../functions/adapters/aws/table/sending/sent-mail-table.ts';
import { recordSent } from '../../functions/adapters/aws/table/sending/window-table.ts';
import { put } from '../../functions/adapters/aws/table/write.ts';
import type { SentMail } from '../../functions/steps/sending/ports.ts';

/** Stores a sent mail to this address. */
export async function knownMail(
  items: ItemStore,
  recipient: string,
  sesMessageId: string,
  messageId = '1-01',
): Promise<SentMail> {
  const name = {
    conversationId: '1',
    participant: { kind: 'user', id: 'carla' },
    windowId: `1-${sesMessageId}`,
  } as const;
  const window = { ...name, recipient, messageIds: [messageId], closesAt: 0 };
  const mail = {
    sesMessageId,
    wireMessageId: `<${sesMessageId}@eu-west-1.amazonses.com>`,
    recipient,
    at: '2026-11-22T10:30:00.000Z',
    reasons: [{ messageId, reason: 'agent-replied' as const }],
  };
  await items.write(put(windowItem, windowKey(name), { ...window, authors: [], state: 'closed' }));
  await recordSent(items, { window: name, mail, text: '' });
  const sent = await createSentMailTable(items).find(sesMessageId);
  if (!sent || 'question' in sent) throw new Error(`the mail ${sesMessageId} is not known`);
  return sent;
}
