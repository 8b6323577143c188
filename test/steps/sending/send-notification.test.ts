import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import type { ChatMessage } from '../../../functions/conversations/conversation.ts';
import { sendNotification } from '../../../functions/steps/sending/send-notification.ts';
import { message } from '../../conversations/recipients/recipient-scene.ts';
import { type FakeWorld, fakeWorld, fromAgent, NOW } from './fake-notification-ports.ts';

const send = ({ ports, window }: FakeWorld, attempt = 0) =>
  sendNotification({ window, attempt }, ports);
const readOnly = ({ mails }: FakeWorld) =>
  PostalMime.parse(Buffer.from(mails[0]?.raw ?? '', 'latin1'));

describe('sendNotification', () => {
  it('sends one mail for a window and records it', async () => {
    const world = fakeWorld({
      messages: [
        fromAgent({ messageId: '1000-01', text: 'First' }),
        message({ messageId: '1000-02', author: { kind: 'bot' }, text: 'Second' }),
      ],
    });
    await send(world);
    expect(world.mails.length).toBe(1);
    const { text = '' } = await readOnly(world);
    expect(text.indexOf('First')).toBeLessThan(text.indexOf('Second'));
    expect(world.sent).toMatchObject([
      {
        mail: {
          sesMessageId: 'ses-1',
          wireMessageId: '<ses-1@eu-west-1.amazonses.com>',
          recipient: 'carla@kunde.example',
          reasons: [
            { messageId: '1000-01', reason: 'agent-replied' },
            { messageId: '1000-02', reason: 'notifications-on' },
          ],
        },
      },
    ]);
    expect(world.journal).toEqual([]);
  });

  it('drops a window of which no message is left to mail, and records why (S8, S11)', async () => {
    const world = fakeWorld({ suppressed: ['carla@kunde.example'] });
    await send(world);
    expect(world.mails).toEqual([]);
    expect(world.journal).toEqual([
      ['decide', 1, 'skipped', 'suppressed'],
      ['end', 'dropped'],
    ]);
  });

  it('records messages with the same reason in one call (S11)', async () => {
    const messages = ['1000-01', '1000-02', '1000-03'].map((messageId) => fromAgent({ messageId }));
    const world = fakeWorld({ messages, suppressed: ['carla@kunde.example'] });
    await send(world);
    expect(world.journal).toEqual([
      ['decide', 3, 'skipped', 'suppressed'],
      ['end', 'dropped'],
    ]);
  });

  it('sends nothing over the budget and says so in the chat (S17)', async () => {
    const world = fakeWorld({ budget: false });
    await send(world);
    expect(world.mails).toEqual([]);
    expect(world.journal).toMatchObject([
      ['decide', 1, 'skipped', 'over-budget'],
      ['notice', ['over-budget'], expect.stringContaining('Carla')],
      ['end', 'dropped'],
    ]);
  });

  it('notes whom this notice names, so that their erasure removes it (S19)', async () => {
    const { ports, window } = fakeWorld({ budget: false });
    const appended: ChatMessage[] = [];
    ports.conversations.append = async (message) => appended.push(message) > 0;
    await sendNotification({ window, attempt: 0 }, ports);
    expect(appended.map(({ about }) => about)).toEqual([window.participant]);
  });

  it('claims one such notice per hour, and takes the limit from `mails-per-hour` (S17)', async () => {
    const names: string[] = [];
    const limits: number[] = [];
    for (const minutes of [0, 59, 60]) {
      const { ports, window } = fakeWorld({ settings: { 'mails-per-hour': '7' } });
      ports.clock.now = () => NOW + minutes * 60_000;
      ports.budget.take = async (_, limit) => limits.push(limit) < 0;
      ports.notices.claim = async (_, name, proposal) => {
        names.push(name);
        return proposal;
      };
      await sendNotification({ window, attempt: 0 }, ports);
    }
    const hours = ['2026-11-22T10', '2026-11-22T10', '2026-11-22T11'];
    expect([names, limits]).toEqual([hours.map((hour) => `over-budget#${hour}`), [7, 7, 7]]);
  });

  it('sends from the piping address (R5)', async () => {
    const world = fakeWorld();
    const from: string[] = [];
    world.ports.sender.send = async (mail) => {
      from.push(mail.from);
      return { kind: 'throttled' };
    };
    await send(world);
    expect(from).toEqual(['support@piping.example']);
  });

  it('waits and tries again when SES throttles, and writes no row', async () => {
    const world = fakeWorld({ results: [{ kind: 'throttled' }] });
    await send(world, 2);
    expect(world.journal).toEqual([
      ['give-back', 1_000],
      ['queue', { delayMs: 1_000, attempt: 3 }],
    ]);
  });

  it('records at once that the account is paused, alarms, and tries again', async () => {
    const world = fakeWorld({ results: [{ kind: 'paused' }] });
    await send(world);
    expect(world.journal).toMatchObject([
      ['decide', 1, 'failed', 'account-paused'],
      ['error', 'SES takes no mail now', { refusal: 'paused' }],
      ['give-back', 5_000],
      ['queue', { delayMs: 5_000, attempt: 1 }],
    ]);
  });

  it("alarms and waits for minutes when the day's quota is used up", async () => {
    const world = fakeWorld({ results: [{ kind: 'quota-exceeded' }] });
    await send(world);
    expect(world.journal).toMatchObject([
      ['error', 'SES takes no mail now', { refusal: 'quota-exceeded' }],
      ['give-back', 60_000],
      ['queue', { delayMs: 60_000, attempt: 1 }],
    ]);
  });

  it('takes a rejection as final', async () => {
    const world = fakeWorld({ results: [{ kind: 'rejected', detail: 'MessageRejected' }] });
    await send(world);
    expect(world.journal).toMatchObject([
      ['warn', 'SES rejected a mail', { detail: 'MessageRejected' }],
      ['decide', 1, 'failed', 'message-rejected'],
      ['end', 'failed'],
    ]);
  });

  it('leaves the mail to another call that has taken the lease meanwhile (S15)', async () => {
    const world = fakeWorld({ lease: false });
    await send(world);
    expect([world.mails, world.sent, world.journal]).toEqual([[], [], [['renew', 0]]]);
  });

  it('renews a lease that composing has nearly used up, before it calls SES (S15)', async () => {
    const world = fakeWorld({ lease: true });
    await send(world);
    expect(world.sent.length).toBe(1);
    expect(world.journal).toEqual([['renew', 0]]);
  });

  it('renews the lease before each try, because waiting for a turn may outlast it (S15)', async () => {
    const world = fakeWorld();
    let now = Date.parse('2026-11-22T10:00:00.000Z');
    world.ports.clock.now = () => now;
    const answers: boolean[] = [];
    world.ports.sender.send = async (_, mayTry) => {
      // four tries, 2.5 s apart
      for (let turn = 0; turn < 4; turn += 1) {
        now += 2_500;
        answers.push(await mayTry());
      }
      return { kind: 'throttled' };
    };
    const renewed: number[] = [];
    world.ports.windows.renew = async (_, __, at) => renewed.push(at) < 2;
    await send(world);
    expect(answers).toEqual([true, true, true, false]);
    expect(renewed).toHaveLength(2);
  });

  it('gives the lease back after an error, and lets the queue retry', async () => {
    const world = fakeWorld();
    world.ports.conversations.find = async () => {
      throw new Error('the table is away');
    };
    await expect(send(world)).rejects.toThrow('the table is away');
    expect(world.journal).toEqual([['give-back', 0]]);
  });

  it('sends nothing without a sender address, and names the parameter', async () => {
    const world = fakeWorld({ settings: { 'sender-address': ' ' } });
    await expect(send(world)).rejects.toThrow('sender-address');
    expect(world.mails).toEqual([]);
  });

  it('queues a window again that cannot be claimed yet', async () => {
    const world = fakeWorld();
    world.ports.windows.claim = async () => ({ kind: 'early', waitMs: 3_000 });
    await send(world, 1);
    expect(world.journal).toEqual([['queue', { delayMs: 3_000, attempt: 1 }]]);
  });

  it('does nothing about a window that is settled (S15)', async () => {
    const world = fakeWorld();
    world.ports.windows.claim = async () => ({ kind: 'settled' });
    await send(world);
    expect([world.mails, world.journal]).toEqual([[], []]);
  });

  it('says so where the window is not there, as one that version 0.1.0 opened', async () => {
    const world = fakeWorld();
    world.ports.windows.claim = async () => ({ kind: 'missing' });
    await send(world);
    expect(world.mails).toEqual([]);
    expect(world.journal).toMatchObject([
      ['warn', expect.stringContaining('not there'), { windowId: expect.any(String) }],
    ]);
  });

  it('keeps a mail of many large files below 10 MB (S14)', async () => {
    const file = (n: number) => ({
      attachmentId: `a${n}`,
      filename: `file-${n}.bin`,
      contentType: 'application/octet-stream',
      size: 1_500_000,
      inline: false,
    });
    const attachments = Array.from({ length: 60 }, (_, n) => file(n));
    const files = Object.fromEntries(
      attachments.map(({ attachmentId }) => [attachmentId, Buffer.alloc(1_500_000, 255)]),
    );
    const world = fakeWorld({
      messages: [fromAgent({ text: '日'.repeat(290_000), attachments })],
      files,
    });
    await send(world);
    expect(world.mails[0]?.raw.length).toBeLessThan(10_000_000);
    const mail = await readOnly(world);
    expect(mail.attachments.length + (mail.text?.match(/\?key=/g)?.length ?? 0)).toBe(60);
  });

  it('takes its messages from the history, and reads only those one by one that the history lacks', async () => {
    const world = fakeWorld({ messages: [fromAgent(), fromAgent({ messageId: '1000-02' })] });
    const { conversations } = world.ports;
    const { findMessage, recentMessages } = conversations;
    const read: string[] = [];
    conversations.findMessage = (id) => {
      read.push(id);
      return findMessage(id);
    };
    conversations.recentMessages = async (...of) => (await recentMessages(...of)).slice(0, 1);
    await send(world);
    expect(world.mails).toHaveLength(1);
    expect(read).toEqual(['1000-02']);
  });

  it('names the recipient’s own mails and ours as the thread, in the order of time', async () => {
    const own = message({
      messageId: '1000-00',
      channel: 'email',
      mailMessageId: '<own@client.example>',
      createdAt: '2026-11-22T09:59:00.000Z',
    });
    const world = fakeWorld();
    const reply = fromAgent();
    world.ports.conversations.recentMessages = async () => [own, reply];
    world.ports.sentMails.sentTo = async () => [
      { messageId: '<early@eu-west-1.amazonses.com>', at: '2026-11-22T09:00:00.000Z' },
    ];
    await send(world);
    const mail = await readOnly(world);
    expect(mail.inReplyTo).toBe('<own@client.example>');
    expect(mail.references?.split(/\s+/).slice(1)).toEqual([
      '<early@eu-west-1.amazonses.com>',
      '<own@client.example>',
    ]);
    expect(mail.date).toBe(new Date(NOW).toISOString());
  });
});
