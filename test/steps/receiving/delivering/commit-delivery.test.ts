import { beforeEach, describe, expect, it } from 'vitest';
import type { ReceiveMailPorts } from '../../../../functions/steps/receiving/ports.ts';
import { receiveMail } from '../../../../functions/steps/receiving/receive-mail.ts';
import {
  arrive,
  fakePorts,
  makeWorld,
  replyAddress,
  type World,
} from '../../../support/fake-receive-ports.ts';

const TO = replyAddress('user', 'carla');
const HEADERS = {
  To: TO,
  'Message-ID': '<same@client.example>',
  'Content-Type': 'multipart/mixed; boundary=b',
};
const BODY =
  '--b\r\n\r\nSee the file.\r\n--b\r\nContent-Disposition: attachment; filename=a.bin\r\n\r\nx\r\n--b--';

let world: World;
/** The ports of a copy that looked for a duplicate before there was one. */
let late: ReceiveMailPorts;
beforeEach(() => {
  world = makeWorld();
  const ports = fakePorts(world);
  late = { ...ports, inbound: { ...ports.inbound, findDuplicate: async () => undefined } };
});
const filesOfMessages = () =>
  world.messages.flatMap(({ attachments }) => attachments.map(({ attachmentId }) => attachmentId));

describe('commitDelivery', () => {
  it('names a known author as the directory does, whatever From says', async () => {
    const [user] = world.users;
    if (!user) throw new Error('the world has no user');
    user.name = 'Carla';
    const From = `"The Managing Director" <${user.email}>`;
    await receiveMail(arrive(world, { ...HEADERS, From }, BODY), late);
    expect(world.messages.map(({ author }) => author.name)).toEqual(['Carla']);
  });

  it('names a guest as From does, though somebody’s user id is that address', async () => {
    const id = 'm@x.example';
    world.users.push({ userId: id, name: 'Dora', formerEmails: [], emailNotifications: true });
    const verdicts = { spf: 'PASS', spfDomain: 'x.example', virus: 'PASS' } as const;
    await receiveMail(arrive(world, { ...HEADERS, From: `Mo <${id}>` }, BODY, { verdicts }), late);
    expect(world.messages.map(({ author }) => author)).toMatchObject([
      { kind: 'guest', name: 'Mo' },
    ]);
  });

  it('decides again if the conversation was erased meanwhile (S19)', async () => {
    const { conversations } = late;
    const deliverMail: typeof conversations.deliverMail = async () => {
      world.conversations = [];
      return { kind: 'outdated' };
    };
    const erasing = { ...late, conversations: { ...conversations, deliverMail } };
    const record = await receiveMail(arrive(world, HEADERS, BODY), erasing);
    expect(record).toMatchObject({ outcome: 'ignored', reason: 'no-conversation' });
    expect(world.messages).toEqual([]);
  });

  it('leaves the mail to the queue’s retry after three outdated decisions', async () => {
    const { conversations } = late;
    const deliverMail = async () => ({ kind: 'outdated' as const });
    const restless = { ...late, conversations: { ...conversations, deliverMail } };
    await expect(receiveMail(arrive(world, HEADERS, BODY), restless)).rejects.toThrow(/3 times/);
  });

  it('keeps no file of a copy that the duplicate guard refuses (S15, S19)', async () => {
    await receiveMail(arrive(world, HEADERS, BODY), late);
    const copy = await receiveMail(arrive(world, HEADERS, BODY), late);
    expect(copy).toMatchObject({ outcome: 'duplicate' });
    expect(world.stored).toEqual(['a.bin', 'a.bin']);
    expect([...world.files.keys()]).toEqual(filesOfMessages());
  });

  it('keeps none though that copy was handled twice at once', async () => {
    await receiveMail(arrive(world, HEADERS, BODY), late);
    const copy = arrive(world, HEADERS, BODY);
    await receiveMail(copy, late);
    await receiveMail(copy, { ...late, inbound: { ...late.inbound, find: async () => undefined } });
    expect([...world.files.keys()]).toEqual(filesOfMessages());
  });

  it('keeps the files when the same arrival is handled twice at once (S15)', async () => {
    const arrival = arrive(world, HEADERS, BODY);
    const blind = { ...late, inbound: { ...late.inbound, find: async () => undefined } };
    await Promise.all([receiveMail(arrival, blind), receiveMail(arrival, blind)]);
    expect(world.messages).toHaveLength(1);
    expect([...world.files.keys()]).toEqual(filesOfMessages());
  });

  it('keeps the files of a delivered mail whose record has expired, handled again beside a copy (S15)', async () => {
    const arrival = arrive(world, HEADERS, BODY);
    await receiveMail(arrival, late);
    world.records.delete(arrival.mailId);
    expect(await receiveMail(arrival, late)).toMatchObject({ outcome: 'duplicate' });
    expect([...world.files.keys()]).toEqual(filesOfMessages());
  });
});
