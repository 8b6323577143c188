import { describe, expect, it } from 'vitest';
import type {
  SentReason,
  SkippedReason,
} from '../../../functions/conversations/recipients/delivery.ts';
import { readSettings } from '../../../functions/settings/read-settings.ts';
import type { DueMail } from '../../../functions/steps/sending/recheck-window.ts';
import { recheckWindow } from '../../../functions/steps/sending/recheck-window.ts';
import {
  agent,
  carla,
  conversation,
  message,
  ONLINE,
} from '../../conversations/recipients/recipient-scene.ts';
import { suppressedAmong } from '../../support/suppressed-among.ts';
import { fakeWorld, fromAgent } from './fake-notification-ports.ts';

const { settings } = readSettings({ 'sender-address': 'support@piping.example' });
const fromUser = (messageId: string, fields = {}) => message({ messageId, ...fields });
const toAnna = { kind: 'agent', id: 'anna' } as const;

/** Weighs a window when it closes; `change` makes what has happened since it was opened. */
async function weigh(
  given: Parameters<typeof fakeWorld>[0] & { to?: typeof toAnna },
  change: (world: ReturnType<typeof fakeWorld>['ports']) => void = () => undefined,
) {
  const { ports, window } = fakeWorld(given);
  const lease = { id: 'lease', until: 0 };
  const skipped: [string[], SkippedReason | string][] = [];
  ports.windows.decide = async (_, __, ids, { reason }) => void skipped.push([ids, reason]);
  change(ports);
  const to = given.to ? { ...window, participant: given.to } : window;
  const mail = await recheckWindow({ window: to, lease }, settings, ports);
  return { mail, skipped, reasons: mail && reasonsOf(mail) };
}
const reasonsOf = ({ reasons }: DueMail): [string, SentReason][] =>
  reasons.map(({ messageId, reason }) => [messageId, reason]);

describe('recheckWindow', () => {
  it('mails an agent who is still away, with the agent’s own address, name, language and time zone (R16)', async () => {
    const messages = [fromUser('1000-01'), fromUser('1000-02')];
    const anna = agent('anna', { name: 'Anna', locale: 'it', timeZone: 'Europe/Rome' });
    const { mail, reasons } = await weigh({ messages, to: toAnna }, ({ people }) => {
      people.findStaff = async (id) => (id === 'anna' ? anna : undefined);
    });
    expect(mail).toMatchObject({
      recipient: 'anna@shop.example',
      recipientName: 'Anna',
      locale: 'it',
      timeZone: 'Europe/Rome',
    });
    expect(reasons).toEqual([
      ['1000-01', 'user-wrote'],
      ['1000-02', 'user-wrote'],
    ]);
  });

  it('mails no agent who is online by now (R16, S8)', async () => {
    const { mail, skipped } = await weigh(
      { messages: [fromUser('1000-01')], to: toAnna },
      (ports) => {
        ports.people.findStaff = async () => agent('anna', { presence: ONLINE });
        ports.clock = { now: () => ONLINE.expiresAt - 1 };
      },
    );
    expect([mail, skipped]).toEqual([undefined, [[['1000-01'], 'online']]]);
  });

  it('mails no agent whose address is suppressed by now (S16)', async () => {
    const given = { messages: [fromUser('1000-01')], to: toAnna };
    const asked: string[][] = [];
    const { skipped } = await weigh(given, ({ suppressions }) => {
      suppressions.among = async (addresses) => {
        asked.push(addresses);
        return suppressedAmong(addresses)(addresses);
      };
    });
    expect([asked, skipped]).toEqual([[['anna@shop.example']], [[['1000-01'], 'suppressed']]]);
  });

  it('writes a row for an agent who was deleted meanwhile (S11)', async () => {
    const { mail, skipped } = await weigh(
      { messages: [fromUser('1000-01')], to: toAnna },
      (ports) => {
        ports.people.findStaff = async () => undefined;
        ports.people.listStaff = async () => [];
      },
    );
    expect([mail, skipped]).toEqual([undefined, [[['1000-01'], 'no-address']]]);
  });

  it('mails an agent who was put again between the reads of them and of all, and hands nothing over (S11)', async () => {
    const entered: unknown[] = [];
    const { mail, skipped } = await weigh(
      { messages: [fromUser('1000-01')], to: toAnna },
      (ports) => {
        ports.people.findStaff = async () => undefined;
        ports.people.listStaff = async () => [agent('anna'), agent('bob')];
        ports.windows.enter = async (entry) => void entered.push(entry);
      },
    );
    expect([mail?.recipient, skipped, entered]).toEqual(['anna@shop.example', [], []]);
  });

  it('hands the messages of a deleted agent to those whose turn it is now (S8, R16)', async () => {
    const messages = [fromUser('1000-01'), fromUser('1000-02')];
    const entered: unknown[] = [];
    const { skipped } = await weigh({ messages, to: toAnna }, (ports) => {
      ports.people.findStaff = async () => undefined;
      ports.people.listStaff = async () => [agent('bob'), agent('cleo', { presence: ONLINE })];
      ports.clock = { now: () => ONLINE.expiresAt - 1 };
      ports.conversations.find = async () => conversation({ agentId: 'anna' });
      ports.windows.enter = async ({ messageId, participant, isHandedOver, last }) => {
        const others = last?.skipped.map(({ participant: { id }, reason }) => `${id} ${reason}`);
        entered.push([messageId, participant.id, isHandedOver, others]);
        return undefined;
      };
    });
    const others = ['carla author', 'cleo online'];
    expect(entered).toEqual([
      ['1000-01', 'bob', true, others],
      ['1000-02', 'bob', true, others],
    ]);
    expect(skipped).toEqual([[['1000-01', '1000-02'], 'no-address']]);
  });

  it('mails an agent’s reply to the user whom the conversation was handed to (R15)', async () => {
    const entered: string[] = [];
    await weigh({ messages: [fromAgent()] }, (ports) => {
      ports.conversations.find = async () => conversation({ userId: 'dora' });
      const dora = { ...carla, userId: 'dora', email: 'dora@kunde.example' };
      ports.people.findUser = async () => dora;
      ports.windows.enter = async ({ recipient }) => void entered.push(recipient);
    });
    expect(entered).toEqual(['dora@kunde.example']);
  });

  it('writes a row for a user who is gone, or has no address any more (S11)', async () => {
    const { email: _, ...unreachable } = carla;
    for (const user of [undefined, unreachable]) {
      const { mail, skipped } = await weigh({}, ({ people }) => {
        people.findUser = async () => user;
      });
      expect([mail, skipped]).toEqual([undefined, [[['1000-01'], 'no-address']]]);
    }
  });

  it('never mails the author, though an agent’s alias is the user’s address by now', async () => {
    const aliases = [carla.email ?? ''];
    const { mail, skipped } = await weigh({ messages: [fromAgent()] }, ({ people }) => {
      people.findAgent = async () => agent('anna', { aliases });
    });
    expect([mail, skipped]).toEqual([undefined, [[['1000-01'], 'author']]]);
  });

  it('judges each message by itself and gives each its own reason (S8, S9, S11)', async () => {
    const bot = (messageId: string) => message({ messageId, author: { kind: 'bot' } });
    const own = fromUser('1000-04');
    const messages = [bot('1000-01'), fromAgent({ messageId: '1000-02' }), bot('1000-03'), own];
    const { reasons, skipped } = await weigh({ messages }, (ports) => {
      ports.people.userPresence = async () => ONLINE;
      ports.clock = { now: () => ONLINE.expiresAt - 1 };
    });
    expect(reasons).toEqual([['1000-02', 'agent-replied']]);
    expect(skipped).toEqual([
      [['1000-01', '1000-03'], 'online'],
      [['1000-04'], 'author'],
    ]);
  });

  it('leaves out a message that was erased meanwhile, and mails the rest (S19)', async () => {
    const messages = [fromAgent({ messageId: '1000-01' }), fromAgent({ messageId: '1000-02' })];
    const { reasons, skipped } = await weigh({ messages }, ({ conversations }) => {
      const { findMessage } = conversations;
      conversations.findMessage = async (id) => (id === '1000-01' ? undefined : findMessage(id));
    });
    expect([reasons, skipped]).toEqual([[['1000-02', 'agent-replied']], []]);
  });

  it('mails nothing of a conversation that was erased meanwhile (S19)', async () => {
    const { mail, skipped } = await weigh({}, ({ conversations }) => {
      conversations.find = async () => undefined;
    });
    expect([mail, skipped]).toEqual([undefined, []]);
  });

  it('mails the user at this conversation’s address, and looks up the suppression of that address (R31, S16)', async () => {
    const asked: string[][] = [];
    const { mail } = await weigh({}, ({ conversations, suppressions }) => {
      conversations.find = async () => conversation({ userAddress: 'reply@else.example' });
      suppressions.among = async (addresses) => {
        asked.push(addresses);
        return new Map();
      };
    });
    expect([mail?.recipient, asked]).toEqual(['reply@else.example', [['reply@else.example']]]);
  });
});
