import { Readable } from 'node:stream';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { createLongBodies } from '../../../../../functions/adapters/aws/bucket/long-bodies.ts';
import { createConversationTable } from '../../../../../functions/adapters/aws/table/chatting/conversation-table.ts';
import { createPeopleTable } from '../../../../../functions/adapters/aws/table/chatting/people-table.ts';
import { createErasureTable } from '../../../../../functions/adapters/aws/table/erasing/erasure-table.ts';
import { createPersonEraser } from '../../../../../functions/adapters/aws/table/erasing/person-eraser.ts';
import { createAttachmentStore } from '../../../../../functions/adapters/aws/table/files/attachment-store.ts';
import { keyedItem } from '../../../../../functions/adapters/aws/table/item-kind.ts';
import { keys } from '../../../../../functions/adapters/aws/table/keys.ts';
import { createGuestTable } from '../../../../../functions/adapters/aws/table/notifying/guest-table.ts';
import { openTable } from '../../../../../functions/adapters/aws/table/open-table.ts';
import { createInboundTable } from '../../../../../functions/adapters/aws/table/receiving/inbound-table.ts';
import type { MessageAttachment } from '../../../../../functions/conversations/conversation.ts';
import { addressHash } from '../../../../../functions/conversations/people/address-hash.ts';
import { erasePerson } from '../../../../../functions/steps/erasing/erase-person.ts';
import { LATER_LOOK_MS } from '../../../../../functions/steps/erasing/look-again.ts';
import type {
  ErasureStore,
  OverdueErasure,
  PersonEraser,
} from '../../../../../functions/steps/erasing/ports.ts';
import {
  planErasure,
  requestErasure,
} from '../../../../../functions/steps/erasing/request-erasure.ts';
import type { MailRecord } from '../../../../../functions/steps/receiving/ports.ts';
import { anyItem } from '../../../../support/any-item.ts';
import { awsOfFile } from '../../../../support/aws-of-file.ts';
import { recordedMail } from '../../../../support/recorded-mail.ts';
import { connectAws } from '../../../../support/start-aws.ts';

const AT = '2026-11-22T10:30:00.000Z';
/** More messages than one step erases: there the step and its repetition count; elsewhere a few do. */
const MANY_MESSAGES = 30;
const PERSON = { userId: 'carla', email: 'carla@kunde.example' };

const { aws, table } = await awsOfFile();

const idsOf = (overdue: OverdueErasure[]) => overdue.map(({ erasureId }) => erasureId);

const conversationsOf = () => createConversationTable(table, createLongBodies(aws.s3, aws.bucket));

const conversation = (conversationId: string, userId: string) => ({
  conversationId,
  userId,
  status: 'open' as const,
  createdAt: AT,
  lastActivityAt: AT,
});

const message = (conversationId: string, n: number, mailId?: string) => ({
  messageId: `${conversationId}-${String(n).padStart(26, '0')}`,
  conversationId,
  author: { kind: 'user' as const, id: PERSON.userId },
  channel: 'chat' as const,
  text: n === 1 ? 'long '.repeat(30_000) : `text ${n}`,
  attachments: [],
  flags: [],
  ...(mailId !== undefined && { mailId }),
  createdAt: AT,
});

const record = (mailId: string, from: string, more: Partial<MailRecord>) =>
  recordedMail(mailId, {
    receivedAt: AT,
    from,
    envelope: { reversePath: from, forwardPaths: [] },
    ...more,
  });

async function storeMail(mail: MailRecord): Promise<void> {
  const Key = mail.mailId.replace('-', '/');
  await aws.s3.send(new PutObjectCommand({ Bucket: aws.bucket, Key, Body: 'raw' }));
  await createInboundTable(table).record(mail);
}

/** What a function leaves that is killed between a file and its message. */
async function storeOrphan(mailId: string): Promise<void> {
  const files = createAttachmentStore(aws.s3, aws.bucket, table);
  const attachmentId = `file-of-${mailId}`;
  const plan = { attachmentIds: [attachmentId], conversationId: '1', now: Date.parse(AT) };
  await files.plan(mailId, plan);
  const file = { attachmentId, filename: 'a.zip', contentType: 'application/zip', size: 5 };
  await files.store({ ...file, inline: false, conversationId: '1' }, Readable.from(['hello']));
  const Key = `bodies/8-${mailId}`;
  await aws.s3.send(new PutObjectCommand({ Bucket: aws.bucket, Key, Body: '{}' }));
}

/** What a post does with a file before it writes its message. */
async function claimFile(attachmentId: string): Promise<MessageAttachment> {
  const uploads = createAttachmentStore(aws.s3, aws.bucket, table);
  const described = { filename: 'note.txt', contentType: 'text/plain', size: 5, inline: false };
  const file = { ...described, attachmentId };
  const Key = `uploads/${attachmentId}`;
  await uploads.begin({ ...file, state: 'waiting' }, Date.now());
  await aws.s3.send(new PutObjectCommand({ Bucket: aws.bucket, Key, Body: 'hello' }));
  await uploads.claim([{ ...file, state: 'waiting' }], '1');
  return file;
}

async function makePerson(messages = 2): Promise<void> {
  const people = createPeopleTable(table);
  await people.changeUser(PERSON.userId, () => ({
    ...PERSON,
    formerEmails: ['carla@former.example'],
    emailNotifications: true,
  }));
  const conversations = conversationsOf();
  await conversations.create(conversation('1', PERSON.userId));
  for (let n = 1; n <= messages; n += 1) {
    await conversations.append(message('1', n, n === 2 ? 'inbound-delivered' : undefined));
  }
  await storeMail(record('inbound-delivered', PERSON.email, { conversationId: '1' }));
  await storeMail(record('inbound-former', 'carla@former.example', { conversationId: '8' }));
  await storeOrphan('inbound-former');
  await storeMail(record('inbound-agent', 'anna@shop.example', { conversationId: '1' }));
  await storeMail(
    record('inbound-copy', 'anna@shop.example', {
      outcome: 'duplicate',
      reason: 'duplicate',
      detail: 'inbound-delivered',
    } as Partial<MailRecord>),
  );
  await storeMail(record('inbound-other', 'dora@kunde.example', {}));
}

/** Opens erasers of whose calls one in four kills the function, before or after its effect, by the `seed`. */
function dying(seed: number): () => PersonEraser {
  let state = seed;
  const wrap =
    (call: (...given: unknown[]) => Promise<unknown>) =>
    async (...given: unknown[]) => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      const fate = Math.floor(state / 65_536) % 8;
      if (fate === 0) throw new Error('killed before');
      const result = await call(...given);
      if (fate === 1) throw new Error('killed after');
      return result;
    };
  return () => {
    const { removed, ...methods } = openEraser();
    const calls = Object.entries(methods).map(([name, call]) => [name, wrap(call as never)]);
    return { removed, ...Object.fromEntries(calls) };
  };
}

async function eraseWith(
  open: () => PersonEraser,
  erasures: ErasureStore = createErasureTable(table),
): Promise<string> {
  const queue: string[] = [];
  const erasureQueue = { put: async (id: string) => void queue.push(id) };
  const erasureId = await requestErasure(PERSON.userId, {
    clock: { now: () => Date.now() },
    erasures,
    erasureQueue,
    newId: () => `e-${Date.now()}`,
  });
  for (let tries = 0; queue.length > 0 && tries < 500; tries += 1) {
    const id = queue.shift() ?? '';
    const ports = { clock: { now: () => Date.now() }, erasures, openEraser: open, erasureQueue };
    // a failed step is repeated, as by SQS
    await erasePerson(id, ports).catch(() => queue.push(id));
  }
  return erasureId ?? '';
}

const otherMail = ['MAIL#inbound-other MAIL', 'inbound/other'];

async function whatIsLeft() {
  const { Items = [] } = await aws.dynamodb.send(new ScanCommand({ TableName: aws.tableName }));
  const { Contents = [] } = await aws.s3.send(new ListObjectsV2Command({ Bucket: aws.bucket }));
  const items = Items.map(({ pk, sk }) => `${pk?.S} ${sk?.S}`);
  return [
    ...items.filter((item) => !item.startsWith('ERASURE#')),
    ...Contents.map(({ Key }) => Key),
  ];
}

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
  const { kind } = await conversationsOf().deliverMail({
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

const openEraser = () => createPersonEraser(table, aws.s3, aws.bucket);

describe('erasePerson', () => {
  it('ends though the answer to every third save is lost', async () => {
    await makePerson(MANY_MESSAGES);
    const erasures = createErasureTable(table);
    let saved = 0;
    const save: ErasureStore['save'] = async (...given) => {
      saved += 1;
      return (await erasures.save(...given)) && saved % 3 > 0;
    };
    const erasureId = await eraseWith(openEraser, { ...erasures, save });
    expect(await whatIsLeft()).toEqual(otherMail);
    expect(await erasures.find(erasureId)).toMatchObject({ status: 'done' });
  });

  it('removes a person, counts what it removed, and leaves others alone (S19)', async () => {
    await makePerson(MANY_MESSAGES);
    const erasureId = await eraseWith(openEraser);
    expect(await whatIsLeft()).toEqual(otherMail);
    const erasure = await createErasureTable(table).find(erasureId);
    expect(erasure).toMatchObject({
      status: 'done',
      removed: {
        users: 1,
        addresses: 2,
        conversations: 1,
        messages: MANY_MESSAGES,
        bodies: 1,
        mails: 4,
      },
    });
    expect(JSON.stringify(erasure)).not.toMatch(/carla|kunde|former/);
  });

  it.each([1, 2, 3])(
    'ends the same when it is killed at random calls, run %i (S19)',
    async (seed) => {
      await makePerson(MANY_MESSAGES);
      const erasureId = await eraseWith(dying(seed));
      expect(await whatIsLeft()).toEqual(otherMail);
      expect((await createErasureTable(table).find(erasureId))?.status).toBe('done');
    },
  );

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
      const left = (await whatIsLeft()).filter((place) => !otherMail.includes(`${place}`));
      expect(left, `dies after ${writes} writes`).toEqual([GUARD]);
      if (isOver) break;
    }
    await table.removeMany([keys.duplicate('f')]);
  });

  it('removes a mail that was released into another user’s conversation, but not the conversation (S19)', async () => {
    await createPeopleTable(table).changeUser('dora', () => ({
      userId: 'dora',
      formerEmails: [],
      emailNotifications: true,
    }));
    await conversationsOf().create(conversation('6', 'dora'));
    await conversationsOf().append(message('6', 1));
    const guest = { ...message('6', 2, 'inbound-released'), author: { kind: 'guest' as const } };
    await conversationsOf().append(guest);
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
      const dora = { userId: 'dora', formerEmails: [], emailNotifications: true };
      await createPeopleTable(table).changeUser('dora', () => dora);
      await openByMail(reason);
      await conversationsOf().patch('9', { userId: 'dora' });
      await conversationsOf().append({ ...message('9', 3), author: { kind: 'user', id: 'dora' } });
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

  it('prevents later writes for the person (S19)', async () => {
    await makePerson();
    await eraseWith(openEraser);
    const conversations = conversationsOf();
    expect(await conversations.append(message('1', 3))).toBe(false);
    expect(await conversations.create(conversation('2', PERSON.userId))).toBe(false);
    expect(await whatIsLeft()).toEqual(otherMail);
  });

  it('removes the rows of a guest, not those of others whose address or id ends alike (S19)', async () => {
    const conversations = conversationsOf();
    const people = createPeopleTable(table);
    await people.changeUser('dora', () => ({
      userId: 'dora',
      formerEmails: [],
      emailNotifications: true,
    }));
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
    const dora = { userId: 'dora', formerEmails: [], emailNotifications: true };
    await createPeopleTable(table).changeUser('dora', () => dora);
    await conversationsOf().create(conversation('8', 'dora'));
    const guest = { ...message('8', 1, 'inbound-guest'), author: { kind: 'guest' as const } };
    await conversationsOf().append(guest);
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

  it('looks again after all retries, and removes a mail recorded since (S19)', async () => {
    await makePerson();
    const erasureId = await eraseWith(openEraser);
    await storeMail(record('inbound-late', PERSON.email, { receivedAt: AT }));
    const again = new Date(Date.now() + 86_400_000).toISOString();
    await storeMail(record('inbound-new-owner', PERSON.email, { receivedAt: again }));
    const erasures = createErasureTable(table);
    const later = Date.now() + LATER_LOOK_MS + 1;
    expect(idsOf(await erasures.listOverdue(later))).toContain(erasureId);
    const ports = {
      clock: { now: () => later },
      erasures,
      openEraser,
      erasureQueue: { put: async () => {} },
    };
    await erasePerson(erasureId, ports);
    const left = await whatIsLeft();
    expect(left.filter((one) => one?.includes('late'))).toEqual([]);
    expect(left).toContain('MAIL#inbound-new-owner MAIL');
    expect(idsOf(await erasures.listOverdue(later))).not.toContain(erasureId);
    const [newOwner] = (await openEraser().mailsOf(addressHash(PERSON.email), undefined)).items;
    if (newOwner) await openEraser().eraseMails([newOwner]);
  });

  it('removes the body of a message that was never written (S19)', async () => {
    await makePerson();
    const Key = `bodies/${message('1', 99).messageId}`;
    await aws.s3.send(new PutObjectCommand({ Bucket: aws.bucket, Key, Body: '{}' }));
    await eraseWith(openEraser);
    expect(await whatIsLeft()).toEqual(otherMail);
  });

  it('removes a file that a post claimed for a message that was never written (S19)', async () => {
    await makePerson();
    await claimFile('claimed');
    await eraseWith(openEraser);
    expect(await whatIsLeft()).toEqual(otherMail);
  });

  it('finds the file of a message by the message alone (S19)', async () => {
    await makePerson();
    const attachment = await claimFile('named');
    await conversationsOf().append({ ...message('1', 98), attachments: [attachment] });
    expect(await table.has(keys.claimedFile('1', 'named'))).toBe(false);
    await eraseWith(openEraser);
    expect(await whatIsLeft()).toEqual(otherMail);
  });

  it('keeps the lock on the id when a stale save says that it is done (S19)', async () => {
    await makePerson();
    const erasures = createErasureTable(table);
    const before = await erasures.begin(PERSON.userId, (user, sharedAddresses) =>
      planErasure(user, { erasureId: 'e-lock', sharedAddresses, nowMs: Date.now() }),
    );
    if (!before) throw new Error('there is no erasure');
    const { work: _work, ...rest } = before;
    const stale = { ...before, revision: before.revision - 1 };
    expect(await erasures.save(stale, { ...rest, status: 'done' })).toBe(false);
    expect(await erasures.running(PERSON.userId)).toBe(before.erasureId);
  });
});
