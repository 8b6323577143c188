import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { parseMessage } from '../../../functions/mail/parse-message.ts';
import { detectAutomatic } from '../../../functions/mail/reports/detect-automatic.ts';
import { findCanary, sendCanary } from '../../../functions/steps/examining/canary.ts';
import type { MailRecord } from '../../../functions/steps/receiving/ports.ts';
import { recordedMail } from '../../support/recorded-mail.ts';

const NOW = Date.parse('2026-11-03T12:00:00.000Z');
const ADDRESS = 'support@piping.example';

async function send(hasTokens = false) {
  const sent: { from: string; to: string; raw: Uint8Array }[] = [];
  const settings = { 'sender-address': ADDRESS, 'reply-tokens': hasTokens };
  const canary = await sendCanary(settings, {
    sender: {
      send: async (mail) => {
        sent.push(mail);
      },
    },
    clock: { now: () => NOW },
    newId: () => '01CANARY',
  });
  return { canary, sent };
}

const record = (change: Partial<MailRecord>) =>
  recordedMail('inbound-1', {
    receivedAt: new Date(NOW + 10_000).toISOString(),
    from: 'canary@piping.example',
    subject: 'Canary 01CANARY',
    ...change,
  });

const listing = (...pages: MailRecord[][]) => {
  const asked: (string | undefined)[] = [];
  return {
    asked,
    inbound: {
      list: async ({ cursor }: { cursor?: string }) => {
        asked.push(cursor);
        const at = Number(cursor ?? 0);
        return {
          items: pages[at] ?? [],
          cursor: at + 1 < pages.length ? String(at + 1) : undefined,
        };
      },
    },
  };
};

describe('sendCanary', () => {
  it('sends from `canary@` of the domain to the piping address', async () => {
    const { canary, sent } = await send();
    expect(sent).toMatchObject([{ from: 'canary@piping.example', to: ADDRESS }]);
    expect(canary).toMatchObject({ id: '01CANARY', sentAt: NOW });
  });

  it('sends to a plus address if answers go to one, which not every provider delivers (S2)', async () => {
    const { sent } = await send(true);
    expect(sent).toMatchObject([
      { from: 'canary@piping.example', to: 'support+canary@piping.example' },
    ]);
  });

  it('sends a mail that counts as automatic, so that it causes no mail (S5)', async () => {
    const [mail] = (await send()).sent;
    const parsed = await parseMessage(Readable.from([mail?.raw]));
    if (parsed.kind !== 'message') throw new Error(parsed.kind);
    const envelope = { reversePath: 'x@eu-west-1.amazonses.com', forwardPaths: [ADDRESS] };
    const { message } = parsed;
    expect(detectAutomatic({ message, envelope, pipingAddress: ADDRESS })).toBe('auto-submitted');
    expect(message.subject).toBe('Canary 01CANARY');
  });
});

describe('findCanary', () => {
  it('finds its record among those of other mails', async () => {
    const { canary } = await send();
    const other = record({ mailId: 'inbound-2', subject: 'Canary 01OTHER' });
    const found = await findCanary(canary, listing([other], [record({})]));
    expect(found?.mailId).toBe('inbound-1');
  });

  it('passes over a mail with the same subject from another address', async () => {
    const { canary } = await send();
    const forged = record({ from: 'canary@other.example' });
    expect(await findCanary(canary, listing([forged]))).toBeUndefined();
  });

  it('looks no further back than the time when it was sent', async () => {
    const { canary } = await send();
    const older = record({ receivedAt: new Date(NOW - 120_000).toISOString(), subject: 'before' });
    const lists = listing([older], [record({})]);
    expect(await findCanary(canary, lists)).toBeUndefined();
    expect(lists.asked).toEqual([undefined]);
  });
});
