import { Readable } from 'node:stream';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { createPeopleTable } from '../../../../../functions/adapters/aws/table/chatting/people-table.ts';
import { createErasureTable } from '../../../../../functions/adapters/aws/table/erasing/erasure-table.ts';
import { createAttachmentStore } from '../../../../../functions/adapters/aws/table/files/attachment-store.ts';
import { takenOverItem } from '../../../../../functions/adapters/aws/table/items/people-items.ts';
import { keys } from '../../../../../functions/adapters/aws/table/keys.ts';
import { put } from '../../../../../functions/adapters/aws/table/write.ts';
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
import { awsOfFile } from '../../../../support/aws-of-file.ts';
import { AT, conversation, message, PERSON, personScene, record } from './person-scene.ts';

/** More messages than one step erases: there the step and its repetition count; elsewhere a few do. */
const MANY_MESSAGES = 30;
const { aws, table } = await awsOfFile();
const { conversations, openEraser, storeMail, whatIsLeft } = personScene(aws, table);

const idsOf = (overdue: OverdueErasure[]) => overdue.map(({ erasureId }) => erasureId);

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

  it('prevents later writes for the person (S19)', async () => {
    await makePerson();
    await eraseWith(openEraser);
    expect(await conversations.append(message('1', 3))).toBe(false);
    expect(await conversations.create(conversation('2', PERSON.userId))).toBeUndefined();
    expect(await whatIsLeft()).toEqual(otherMail);
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

  it('removes a file that a post claimed for a message that was never written, also from the uploads (S19)', async () => {
    await makePerson();
    await claimFile('claimed');
    // where it still lies if the post was killed before it moved the file
    const Key = 'uploads/claimed';
    await aws.s3.send(new PutObjectCommand({ Bucket: aws.bucket, Key, Body: 'hello' }));
    await eraseWith(openEraser);
    expect(await whatIsLeft()).toEqual(otherMail);
  });

  it('finds the file of a message by the message alone (S19)', async () => {
    await makePerson();
    const attachment = await claimFile('named');
    await conversations.append({ ...message('1', 98), attachments: [attachment] });
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

  it('begins for somebody with more ids and addresses than one transaction holds (S19)', async () => {
    const each = Array.from({ length: 60 }, (_, index) => String(index));
    await createPeopleTable(table).changeUser('renamed', () => ({
      ...PERSON,
      userId: 'renamed',
      emailNotifications: true,
      formerEmails: each.map((one) => `${one}@former.example`),
      formerIds: each.map((one) => `former-${one}`),
    }));
    const last = { userId: 'former-59', by: 'renamed' };
    await table.write(put(takenOverItem, keys.takenOver('former-59'), last));
    const begun = await createErasureTable(table).begin('renamed', (user) =>
      planErasure(user, { erasureId: 'e-many', sharedAddresses: [], nowMs: Date.now() }),
    );
    const userIds = begun?.work?.userIds ?? [];
    expect(userIds).toHaveLength(61);
    expect(await createErasureTable(table).running('former-59')).toBe('e-many');
    await openEraser().eraseRest(userIds, [], []);
    expect(await table.has(keys.takenOver('former-59'))).toBe(false);
  });
});
