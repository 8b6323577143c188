import { beforeEach, describe, expect, it } from 'vitest';
import { eraseConversation } from '../../../../../functions/adapters/aws/table/erasing/erase-conversation.ts';
import { eraseMessage } from '../../../../../functions/adapters/aws/table/erasing/erase-message.ts';
import { Erasing } from '../../../../../functions/adapters/aws/table/erasing/erasing.ts';
import { conversationItem } from '../../../../../functions/adapters/aws/table/items/conversation-items.ts';
import { deliveryItem } from '../../../../../functions/adapters/aws/table/items/delivery-items.ts';
import { addressItem } from '../../../../../functions/adapters/aws/table/items/people-items.ts';
import {
  softBouncesItem,
  suppressionItem,
} from '../../../../../functions/adapters/aws/table/items/suppression-items.ts';
import { type ItemKey, keys } from '../../../../../functions/adapters/aws/table/keys.ts';
import { put } from '../../../../../functions/adapters/aws/table/write.ts';
import { awsOfFile } from '../../../../support/aws-of-file.ts';

const AT = '2026-11-22T10:00:00.000Z';
const VISITOR = 'visitor@kunde.example';
const MESSAGE = { messageId: '7-01', conversationId: '7' };

const { aws, table } = await awsOfFile();
const begin = () => new Erasing({ items: table, s3: aws.s3, bucket: aws.bucket });
const isSuppressed = () => table.has(keys.suppression(VISITOR));

/** The row of a mail to this participant that bounced. */
async function bounce(kind: 'user' | 'agent'): Promise<void> {
  const participant = { kind, id: 'someone' };
  const told = { decision: 'bounced', reason: 'hard-bounce', at: AT, sesMessageId: 'ses' } as const;
  const row = { messageId: MESSAGE.messageId, participant, recipient: VISITOR, ...told };
  await table.write(put(deliveryItem, keys.delivery(MESSAGE.messageId, participant), row));
}

async function eraseTheMessage() {
  const erasing = begin();
  const author = { kind: 'agent', id: 'anna' };
  const trace = { ...keys.message(MESSAGE.messageId), ...MESSAGE, author, attachments: [] };
  await eraseMessage(erasing, trace);
  return erasing.removed;
}

async function eraseConversationOf(named: { userAddress?: string; openedFrom?: string }) {
  const about = { userId: 'mail-1', status: 'open', createdAt: AT, lastActivityAt: AT } as const;
  const conversation = { conversationId: '7', ...about, ...named };
  await table.write(put(conversationItem, keys.conversation('7'), conversation));
  const erasing = begin();
  while (!(await eraseConversation(erasing, '7')));
  return erasing.removed;
}

async function ownedBy(kind: 'user' | 'agent', key: ItemKey): Promise<void> {
  await table.write(put(addressItem, key, { kind, id: 'other', by: 'backend' }));
}

// a form's visitor owns no address: the conversation alone names where their mail goes (S4, S7)
describe('the suppression of an address that the erased person did not own (S19)', () => {
  beforeEach(async () => {
    await table.removeMany([
      keys.userAddress(VISITOR, 'other'),
      keys.agentAddress(VISITOR),
      keys.delivery(MESSAGE.messageId, { kind: 'user', id: 'someone' }),
    ]);
    const suppression = { address: VISITOR, reason: 'hard-bounce', at: AT } as const;
    await table.write(put(suppressionItem, keys.suppression(VISITOR), suppression));
    const bounces = { mails: new Set(['ses']) };
    await table.write(put(softBouncesItem, keys.softBounces(VISITOR), bounces));
  });

  it('goes with the row of the mail that bounced, and its soft bounces', async () => {
    await bounce('user');
    expect(await eraseTheMessage()).toMatchObject({ deliveries: 1, suppressions: 2 });
    expect(await isSuppressed()).toBe(false);
  });

  it.each(['userAddress', 'openedFrom'])(
    'goes with the conversation that names it as %s, however long ago the mail bounced',
    async (field) => {
      expect(await eraseConversationOf({ [field]: VISITOR })).toMatchObject({ suppressions: 2 });
      expect(await isSuppressed()).toBe(false);
    },
  );

  it.each([
    ['user', keys.userAddress(VISITOR, 'other')],
    ['agent', keys.agentAddress(VISITOR)],
  ] as const)('stays if the address is that of another %s', async (kind, key) => {
    await ownedBy(kind, key);
    await bounce('user');
    await eraseTheMessage();
    await eraseConversationOf({ userAddress: VISITOR });
    expect(await isSuppressed()).toBe(true);
  });

  it('stays if the mail went to an agent', async () => {
    await bounce('agent');
    await eraseTheMessage();
    expect(await isSuppressed()).toBe(true);
  });
});
