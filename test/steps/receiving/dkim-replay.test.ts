import { beforeEach, describe, expect, it } from 'vitest';
import type { Verdicts } from '../../../functions/mail/message.ts';
import { receiveMail } from '../../../functions/steps/receiving/receive-mail.ts';
import {
  arrive,
  fakePorts,
  makeWorld,
  replyAddress,
  type World,
} from '../../support/fake-receive-ports.ts';

const M365 = 'From:Date:Subject:Message-ID:Content-Type:MIME-Version';
const TO = replyAddress('user', 'carla');
/** DKIM passes; SPF passes for the thief's own server. */
const BY_DKIM = { dkim: 'PASS', spf: 'PASS', spfDomain: 'evil.example', virus: 'PASS' } as const;
const DIRECT = { ...BY_DKIM, spfDomain: 'shop.example' } as const;
const signedOver = (h: string) => ({
  'Authentication-Results': 'amazonses.com; dkim=pass header.i=@shop.example',
  'DKIM-Signature': `v=1; a=rsa-sha256; d=shop.example; s=s; h=${h}; bh=x; b=y`,
  From: 'anna@shop.example',
  Date: 'Tue, 03 Nov 2026 10:00:00 +0000',
  To: TO,
});

let world: World;
beforeEach(() => {
  world = makeWorld();
});
const receive = (
  h: string,
  id: string,
  verdicts: typeof BY_DKIM | typeof DIRECT = BY_DKIM,
  date?: string,
) =>
  receiveMail(
    arrive(
      world,
      { ...signedOver(h), 'Message-ID': id, ...(date && { Date: date }) },
      'We refund it.',
      { verdicts },
    ),
    fakePorts(world),
  );

describe('an agent’s old mail that somebody sends again', () => {
  it('proves no agent if its signature covers neither To nor Cc (S3, S4)', async () => {
    expect(await receive(M365, '<1@shop.example>', DIRECT)).toMatchObject({ reason: 'reply' });
    expect(await receive(M365, '<2@evil.example>')).toMatchObject({
      outcome: 'held',
      reason: 'staff-not-authenticated',
      detail: 'seen-before',
    });
  });

  it('is recognised despite changes to blanks and last lines, which a signature need not cover (RFC 6376 §3.4.4)', async () => {
    const ports = fakePorts(world);
    const send = (id: string, text: string) =>
      receiveMail(
        arrive(world, { ...signedOver(M365), 'Message-ID': id }, text, { verdicts: BY_DKIM }),
        ports,
      );
    expect(await send('<1@shop.example>', 'We  refund it.\r\nAnna')).toMatchObject({
      reason: 'reply',
    });
    const changed = 'We refund\tit. \t\r\nAnna\r\n \r\n\r\n';
    expect(await send('<2@evil.example>', changed)).toMatchObject({ detail: 'seen-before' });
  });

  it('is recognised despite more blanks in its signed Date (RFC 6376 §3.4.2)', async () => {
    await receive(M365, '<1@shop.example>');
    const wider = 'Tue,  03 Nov 2026\t10:00:00 +0000';
    expect(await receive(M365, '<2@evil.example>', BY_DKIM, wider)).toMatchObject({
      detail: 'seen-before',
    });
  });

  it.each([
    ['on', 'staff-wrote-directly'],
    ['off', 'no-conversation'],
  ])(
    'is recognised though it answered nothing the first time, with convert-all %s (S3)',
    async (value, reason) => {
      world.settings['convert-all-emails'] = value;
      const ports = fakePorts(world);
      const direct = arrive(
        world,
        { ...signedOver(M365), To: 'support@piping.example' },
        'We refund it.',
        { verdicts: DIRECT },
      );
      expect(await receiveMail(direct, ports)).toMatchObject({ reason });
      expect(await receive(M365, '<2@evil.example>')).toMatchObject({ outcome: 'held' });
    },
  );

  it('is recognised if it was sent to the bare piping address, and a field that nothing signs names a conversation', async () => {
    const ports = fakePorts(world);
    const send = (headers: Record<string, string>) => {
      const bare = { ...signedOver(`${M365}:To`), To: 'support@piping.example', ...headers };
      return receiveMail(arrive(world, bare, 'We refund it.', { verdicts: BY_DKIM }), ports);
    };
    expect(await send({})).toMatchObject({ reason: 'no-conversation' });
    expect(await send({ 'Delivered-To': TO })).toMatchObject({ detail: 'seen-before' });
  });

  it('is not taken for a replay of an earlier forgery with the same words', async () => {
    world.settings['convert-all-emails'] = 'on';
    const ports = fakePorts(world);
    const { Date: _date, ...undated } = signedOver('From:Subject');
    const send = (headers: Record<string, string>, verdicts: Verdicts) =>
      receiveMail(arrive(world, { ...undated, ...headers }, 'ok', { verdicts }), ports);
    const forged = { To: 'support@piping.example', 'Message-ID': '<1@evil.example>' };
    expect(await send(forged, { dkim: 'FAIL' })).toMatchObject({ reason: 'staff-wrote-directly' });
    const own = { 'Message-ID': '<2@shop.example>' };
    expect(await send(own, BY_DKIM)).toMatchObject({ outcome: 'delivered' });
  });

  it('is no replay if the agent writes the same words on another day', async () => {
    await receive(M365, '<1@shop.example>');
    const later = 'Wed, 04 Nov 2026 10:00:00 +0000';
    expect(await receive(M365, '<2@shop.example>', BY_DKIM, later)).toMatchObject({
      reason: 'reply',
    });
  });

  it('proves the agent again if its signature covers To, though To names others, too (S3)', async () => {
    const To = `${TO}, Carla <carla@kunde.example>`;
    const send = (id: string) => {
      const headers = { ...signedOver(`${M365}:To`), 'Message-ID': id, To };
      return receiveMail(arrive(world, headers, 'Done.', { verdicts: BY_DKIM }), fakePorts(world));
    };
    await send('<1@shop.example>');
    expect(await send('<2@shop.example>')).toMatchObject({ reason: 'reply' });
  });

  it('proves the agent again if its signature covers To (S3)', async () => {
    await receive(`${M365}:To`, '<1@shop.example>');
    expect(await receive(`${M365}:To`, '<2@shop.example>')).toMatchObject({ reason: 'reply' });
  });
});
