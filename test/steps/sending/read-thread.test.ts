import { describe, expect, it } from 'vitest';
import { readSettings } from '../../../functions/settings/read-settings.ts';
import { readThread } from '../../../functions/steps/sending/read-thread.ts';
import { recheckWindow } from '../../../functions/steps/sending/recheck-window.ts';
import { carla, message } from '../../conversations/recipients/recipient-scene.ts';
import { fakeWorld, fromAgent } from './fake-notification-ports.ts';

const { settings } = readSettings({ 'sender-address': 'support@piping.example' });
const at = (minute: number) => `2026-11-22T09:0${minute}:00.000Z`;
const mailed = (minute: number, fields: Parameters<typeof message>[0] = {}) =>
  message({
    messageId: `1000-0${minute}`,
    channel: 'email',
    mailMessageId: `<in-${minute}@client.example>`,
    createdAt: at(minute),
    ...fields,
  });
const ours = (minute: number) => ({ messageId: `<out-${minute}@ses.example>`, at: at(minute) });

async function known(
  earlier: ReturnType<typeof message>[],
  sent: ReturnType<typeof ours>[],
  formerIds: string[] = [],
) {
  const { ports, window } = fakeWorld({ earlier, messages: [fromAgent({ messageId: '1000-09' })] });
  ports.people.findUser = async () => ({ ...carla, formerIds });
  ports.sentMails.sentTo = async (_, recipients) =>
    recipients.length === 1 + formerIds.length ? sent : [];
  const lease = { id: 'lease', until: 0 };
  const mail = await recheckWindow({ window, lease }, settings, ports);
  if (!mail) throw new Error('nothing is left to mail');
  return (await readThread(mail, ports)).known.map(({ messageId }) => messageId);
}

describe('readThread', () => {
  it('names the recipient’s mails and ours in the order of time (S1)', async () => {
    const ids = await known([mailed(1), mailed(3), mailed(5)], [ours(2), ours(4), ours(6)]);
    expect(ids).toEqual([
      '<in-1@client.example>',
      '<out-2@ses.example>',
      '<in-3@client.example>',
      '<out-4@ses.example>',
      '<in-5@client.example>',
      '<out-6@ses.example>',
    ]);
  });

  it('names no mail of another person, which the recipient’s program does not have (S1)', async () => {
    const ids = await known(
      [
        mailed(1, { author: { kind: 'agent', id: 'anna' } }),
        mailed(2, { author: { kind: 'agent', id: 'carla' } }),
        mailed(3, { author: { kind: 'user', id: 'somebody-else' } }),
        mailed(4, { author: { kind: 'guest', address: 'guest@else.example' } }),
      ],
      [ours(5)],
    );
    expect(ids).toEqual(['<out-5@ses.example>']);
  });

  it('names the mails of the user’s former id, too: their program has them (S1, S7)', async () => {
    const earlier = [mailed(1, { author: { kind: 'user', id: 'mail-1' } })];
    const ids = await known(earlier, [ours(2)], ['mail-1']);
    expect(ids).toEqual(['<in-1@client.example>', '<out-2@ses.example>']);
  });

  it('names no message that was typed into the chat', async () => {
    const { mailMessageId: _, ...typed } = mailed(1);
    expect(await known([typed], [])).toEqual([]);
  });
});
