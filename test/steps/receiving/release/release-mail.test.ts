import { beforeEach, describe, expect, it } from 'vitest';
import { issueToken } from '../../../../functions/conversations/token.ts';
import type { ReceiveMailPorts } from '../../../../functions/steps/receiving/ports.ts';
import { receiveMail } from '../../../../functions/steps/receiving/receive-mail.ts';
import { releaseMail } from '../../../../functions/steps/receiving/release/release-mail.ts';
import {
  arrive,
  fakePorts,
  KEYS,
  makeWorld,
  type World,
} from '../../../support/fake-receive-ports.ts';

const AGENT_ADDRESS = `support+${issueToken(KEYS, 'address', '2457', { kind: 'agent', id: 'anna' })}@piping.example`;
const BODY =
  '--b\r\n\r\nSee the file.\r\n--b\r\nContent-Disposition: attachment; filename=a.bin\r\n\r\nx\r\n--b--';

let world: World;
let mailId: string;
beforeEach(async () => {
  world = makeWorld();
  const [conversation] = world.conversations;
  if (conversation) world.conversations.push({ ...conversation, conversationId: '2458' });
  const headers = {
    From: 'anna@shop.example',
    To: AGENT_ADDRESS,
    'Content-Type': 'multipart/mixed; boundary=b',
  };
  const verdicts = { dmarc: 'FAIL', spf: 'FAIL', dkim: 'FAIL', virus: 'PASS' } as const;
  const held = await receiveMail(arrive(world, headers, BODY, { verdicts }), fakePorts(world));
  mailId = held?.mailId ?? '';
  expect(held).toMatchObject({ outcome: 'held' });
});

const release = (conversationId: string, ports: ReceiveMailPorts) =>
  releaseMail(mailId, { conversationId }, ports);

function waitingBefore(call: 'store' | 'deliver', wait: () => Promise<unknown>): ReceiveMailPorts {
  const ports = fakePorts(world);
  const { attachments, conversations } = ports;
  if (call === 'store') {
    const store: typeof attachments.store = async (...given) => {
      await wait();
      return attachments.store(...given);
    };
    return { ...ports, attachments: { ...attachments, store } };
  }
  const deliverMail: typeof conversations.deliverMail = async (delivery) => {
    await wait();
    return conversations.deliverMail(delivery);
  };
  return { ...ports, conversations: { ...conversations, deliverMail } };
}

/** The file is the file of the conversation that has the message: an erasure goes by it (S19). */
function expectFileWithMessage(): void {
  expect(world.messages).toMatchObject([{ conversationId: '2457' }]);
  expect([...world.files.values()]).toEqual(['2457']);
}

describe('releaseMail', () => {
  it('delivers a held mail into the conversation that a person names', async () => {
    expect(await release('2458', fakePorts(world))).toMatchObject({ kind: 'released' });
    expect([...world.files.values()]).toEqual(['2458']);
  });

  it('keeps files with their message when another release stored them in between', async () => {
    const killed = waitingBefore('deliver', async () => Promise.reject(new Error('killed')));
    const winner = waitingBefore('deliver', () => release('2458', killed).catch(() => undefined));
    expect(await release('2457', winner)).toMatchObject({ kind: 'released' });
    expectFileWithMessage();
  });

  it('keeps files with their message when another release stores them afterwards', async () => {
    const late = waitingBefore('store', () => release('2457', fakePorts(world)));
    expect(await release('2458', late)).toMatchObject({ kind: 'released' });
    expectFileWithMessage();
  });
});
