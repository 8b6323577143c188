import { PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { createPersonEraser } from '../../../../../functions/adapters/aws/table/erasing/person-eraser.ts';
import { keyedItem } from '../../../../../functions/adapters/aws/table/item-kind.ts';
import { keys } from '../../../../../functions/adapters/aws/table/keys.ts';
import { createGuestTable } from '../../../../../functions/adapters/aws/table/notifying/guest-table.ts';
import { openTable } from '../../../../../functions/adapters/aws/table/open-table.ts';
import { addressHash } from '../../../../../functions/conversations/people/address-hash.ts';
import type { PersonEraser } from '../../../../../functions/steps/erasing/ports.ts';
import type { MailRecord } from '../../../../../functions/steps/receiving/ports.ts';
import { anyItem } from '../../../../support/any-item.ts';
import { awsOfFile } from '../../../../support/aws-of-file.ts';
import { connectAws } from '../../../../support/start-aws.ts';
import { conversation, message, PERSON, personScene, record } from './person-scene.ts';

const { aws, table } = await awsOfFile();
const { addDora, conversations, openEraser, storeMail, whatIsLeft } = personScene(aws, table);

/** A mail that was on its way when the erasure began, and created a user of that address again. */
async function openByMail(reason: 'new-conversation' | 'released'): Promise<void> {
  const mailId = 'inbound-opening';
  await aws.s3.send(
    new PutObjectCommand({ Bucket: aws.bucket, Key: 'inbound/opening', Body: 'raw' }),
  );
  await table.removeMany([keys.duplicate('f')]);
  const { messageId, ...words } = message('9', 2, mailId);
  const outcome = { outcome: 'delivered', reason } as const;
  const opened = { ...outcome, conversationId: '9', messageId };
  const { kind } = await conversations.deliverMail({
    record: record(mailId, PERSON.email, opened as Partial<MailRecord>),
    fingerprint: 'f',
    message: { ...words, messageId, author: { kind: 'user', id: 'mail-1' } },
    newConversation: { ...conversation('9', 'mail-1'), openedFrom: PERSON.email },
    newUser: { userId: 'mail-1', email: PERSON.email, emailFrom: 'mail' },
  });
  if (kind !== 'delivered') throw new Error(`the mail was ${kind}`);
}

/** The duplicate guard of the mail, which does not name anybody (S15). */
const GUARD = 'DUPLICATE#f DUPLICATE';

/** The calls that change something. Wherever a function is killed between two of them, it leaves the same. */
const WRITES = /^(Put|Update|Delete|BatchWrite|TransactWrite)/;

/** An eraser that waits for this before each of its writes, to the table and the bucket. */
function eraserThat(happensBefore: () => Promise<void>): PersonEraser {
  const { dynamodb, s3 } = connectAws(aws.endpoints);
  for (const { middlewareStack } of [dynamodb, s3]) {
    // biome-ignore lint/suspicious/noExplicitAny: the stacks of the clients have no type in common
    (middlewareStack as any).add(
      (next: (args: object) => Promise<object>, { commandName }: { commandName: string }) =>
        async (args: object) => {
          if (WRITES.test(commandName)) await happensBefore();
          return next(args);
        },
      { step: 'initialize', name: 'before-writes' },
    );
  }
  return createPersonEraser(openTable(aws, dynamodb), s3, aws.bucket);
}

async function eraseMailsOf(address: string, eraser = openEraser()): Promise<void> {
  const { items: mails } = await eraser.mailsOf(addressHash(address), undefined);
  await eraser.eraseMails(mails);
}

describe('eraseMails', () => {
  it('leaves nothing of a conversation that their mail opened, killed before any write (S19)', async () => {
    let writesLeft = 0;
    const eraser = eraserThat(async () => {
      if (writesLeft === 0) throw new Error('killed');
      writesLeft -= 1;
    });
    for (let writes = 0; ; writes += 1) {
      await openByMail(writes % 2 === 0 ? 'new-conversation' : 'released');
      writesLeft = writes;
      const isOver = await eraseMailsOf(PERSON.email, eraser).then(
        () => true,
        () => false,
      );
      await eraseMailsOf(PERSON.email);
      expect(await whatIsLeft(), `dies after ${writes} writes`).toEqual([GUARD]);
      if (isOver) break;
    }
    await table.removeMany([keys.duplicate('f')]);
  });

  it('removes a mail that was released into another user’s conversation, but not the conversation (S19)', async () => {
    await addDora();
    await conversations.create(conversation('6', 'dora'));
    await conversations.append(message('6', 1));
    const guest = { ...message('6', 2, 'inbound-released'), author: { kind: 'guest' as const } };
    await conversations.append(guest);
    const into = { outcome: 'delivered', reason: 'released', conversationId: '6' } as const;
    await storeMail(
      record('inbound-released', PERSON.email, { ...into, messageId: guest.messageId }),
    );
    await eraseMailsOf(PERSON.email);
    const left = await whatIsLeft();
    expect(left).toContain('CONVERSATION#6 CONVERSATION');
    expect(left.filter((place) => /released|MESSAGE#/.test(`${place}`))).toHaveLength(1);
    await openEraser().eraseConversation('6');
    await openEraser().eraseConversation('6');
    await table.removeMany([keys.user('dora')]);
  });

  it.each(['new-conversation', 'released'] as const)(
    'leaves a conversation that their mail opened as %s if the chat backend has given it to another user (S19)',
    async (reason) => {
      await addDora();
      await openByMail(reason);
      await conversations.patch('9', { userId: 'dora' });
      await conversations.append({ ...message('9', 3), author: { kind: 'user', id: 'dora' } });
      await eraseMailsOf(PERSON.email);
      const left = await whatIsLeft();
      expect(left).toContain('CONVERSATION#9 CONVERSATION');
      expect(left.filter((place) => `${place}`.includes('MESSAGE#'))).toHaveLength(1);
      expect(left.filter((place) => /opening/.test(`${place}`))).toEqual([]);
      await openEraser().eraseConversation('9');
      await openEraser().eraseConversation('9');
      await table.removeMany([keys.user('dora'), keys.user('mail-1'), keys.duplicate('f')]);
      await openEraser().eraseRest(['mail-1'], [PERSON.email], []);
      await openEraser().eraseGivenAway(['mail-1']);
    },
  );

  it('removes the rows of a guest, not those of others whose address or id ends alike (S19)', async () => {
    await addDora();
    await conversations.create(conversation('7', 'dora'));
    const joann = 'joann@x.example';
    const guest = (id: string) => ({ kind: 'guest' as const, id });
    const pending = keys.window('7-w', `agent#${joann}`);
    await table.putMany(anyItem, [
      ...['ann@x.example', joann].map((id) => ({ key: keys.guest('7', id), value: {} })),
      { key: pending, value: {} },
    ]);
    await conversations.append(message('7', 1));
    const row = keys.delivery(message('7', 1).messageId, guest(joann));
    await table.putMany(anyItem, [{ key: row, value: {} }]);
    await openEraser().eraseMails([
      record('inbound-ann', 'ann@x.example', { conversationId: '7' }),
    ]);
    const left = await Promise.all(
      [keys.guest('7', 'ann@x.example'), keys.guest('7', joann), pending, row].map((key) =>
        table.get(keyedItem, key),
      ),
    );
    expect(left.map((item) => item !== undefined)).toEqual([false, true, true, true]);
    await openEraser().eraseConversation('7');
    await openEraser().eraseConversation('7');
    await table.removeMany([
      keys.user('dora'),
      keys.conversationOf('user', 'dora', { conversationId: '7', status: 'open' }),
    ]);
  });

  it('leaves no note of a guest whose message `notify` decides about meanwhile (S19)', async () => {
    await addDora();
    await conversations.create(conversation('8', 'dora'));
    const guest = { ...message('8', 1, 'inbound-guest'), author: { kind: 'guest' as const } };
    await conversations.append(guest);
    const into = { outcome: 'delivered', reason: 'reply', conversationId: '8' } as const;
    const mail = record('inbound-guest', PERSON.email, { ...into, messageId: guest.messageId });
    const guests = createGuestTable(table);
    const eraser = eraserThat(() => guests.remember(guest, PERSON.email));
    await eraser.eraseMails([mail]);
    expect(await guests.list('8')).toEqual([]);
    await eraser.eraseConversation('8');
    await eraser.eraseConversation('8');
    await table.removeMany([
      keys.user('dora'),
      keys.conversationOf('user', 'dora', { conversationId: '8', status: 'open' }),
    ]);
  });
});
