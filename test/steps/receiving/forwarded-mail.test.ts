import { beforeEach, describe, expect, it } from 'vitest';
import { issueToken } from '../../../functions/conversations/signals/token.ts';
import { receiveMail } from '../../../functions/steps/receiving/receive-mail.ts';
import { replayMail } from '../../../functions/steps/receiving/release/replay-mail.ts';
import {
  arrive,
  fakePorts,
  KEYS,
  makeWorld,
  replyAddress,
  type World,
} from '../../support/fake-receive-ports.ts';

const TO = replyAddress('agent', 'anna');
const BROKEN = { dmarc: 'FAIL', spf: 'FAIL', dkim: 'FAIL', virus: 'PASS' } as const;
const SEALED = {
  'ARC-Seal': 'i=1; a=rsa-sha256; cv=none; d=uni.example; s=s; b=x',
  'ARC-Message-Signature': 'i=1; a=rsa-sha256; d=uni.example; s=s; h=from:date:subject; b=x',
  'ARC-Authentication-Results': 'i=1; mx.uni.example; dmarc=pass header.from=shop.example',
  From: 'anna@shop.example',
  To: TO,
};

let world: World;
beforeEach(() => {
  world = makeWorld();
  world.sealers = ['uni.example'];
});
const receive = (headers: Record<string, string> = SEALED) =>
  receiveMail(arrive(world, headers, 'We send it.', { verdicts: BROKEN }), fakePorts(world));

describe('a mail that a forwarder broke and sealed (S3)', () => {
  it('is held if the team trusts no forwarder', async () => {
    expect(await receive()).toMatchObject({ reason: 'staff-not-authenticated' });
  });

  it('is the agent’s if the setting trusted-arc-sealers names the forwarder', async () => {
    world.settings['trusted-arc-sealers'] = 'uni.example';
    expect(await receive()).toMatchObject({ reason: 'reply', verdicts: { dmarc: 'PASS' } });
  });

  it('is held if another forwarder sealed it, or the chain is broken', async () => {
    world.settings['trusted-arc-sealers'] = 'lists.example';
    expect(await receive()).toMatchObject({ reason: 'staff-not-authenticated' });
    world.settings['trusted-arc-sealers'] = 'uni.example';
    world.sealers = [];
    const again = { ...SEALED, 'Message-ID': '<other@shop.example>' };
    expect(await receive(again)).toMatchObject({ reason: 'staff-not-authenticated' });
  });

  it('proves nobody if the seal leaves out From, or the header can be read in two ways', async () => {
    world.settings['trusted-arc-sealers'] = 'uni.example';
    const signature = 'i=1; a=rsa-sha256; d=uni.example; s=s; h=date:subject; b=x';
    const record = await receive({ ...SEALED, 'ARC-Message-Signature': signature });
    expect(record).toMatchObject({ reason: 'staff-not-authenticated' });
    const torn = { ...SEALED, 'Message-ID': '<torn@x.example>', 'X-A': '1\r\nWe refund' };
    expect(await receive(torn)).toMatchObject({ reason: 'staff-not-authenticated' });
  });

  it('has its Reply-To used only if the seal covers it (S4)', async () => {
    world.settings['trusted-arc-sealers'] = 'uni.example';
    const results = 'i=1; mx.uni.example; spf=pass smtp.mailfrom=kunde.example';
    const ofCarla = {
      ...SEALED,
      From: 'carla@kunde.example',
      'Reply-To': 'thief@evil.example',
      'ARC-Authentication-Results': results,
    };
    expect(await receive(ofCarla)).toMatchObject({ replyToFault: 'not-covered' });
    const list = 'i=1; a=rsa-sha256; d=uni.example; s=s; h=from:date:subject:reply-to; b=x';
    const covered = { ...ofCarla, 'Reply-To': 'home@kunde.example', 'ARC-Message-Signature': list };
    await receive({ ...covered, 'Message-ID': '<2@kunde.example>' });
    expect(world.conversations[0]?.userAddress).toBe('home@kunde.example');
  });

  it('proves only the domain that the forwarder’s results name', async () => {
    world.settings['trusted-arc-sealers'] = 'uni.example';
    const results = 'i=1; mx.uni.example; dmarc=pass header.from=evil.example';
    const record = await receive({ ...SEALED, 'ARC-Authentication-Results': results });
    expect(record).toMatchObject({ reason: 'staff-not-authenticated' });
  });

  it.each([
    ['names another domain', 'uni.example', 'evil.example'],
    ['is trusted no longer', '', 'shop.example'],
  ])('proves nobody when it is replayed, if the forwarder %s', async (_, sealers, domain) => {
    world.settings['trusted-arc-sealers'] = 'uni.example';
    const results = `i=1; mx.uni.example; dmarc=pass header.from=${domain}`;
    const other = issueToken(KEYS, 'address', '2458', { kind: 'agent', id: 'anna' });
    world.conversations.push(
      ...world.conversations.map((one) => ({ ...one, conversationId: '2458' })),
    );
    const To = `${TO}, support+${other}@piping.example`;
    const held = await receive({ ...SEALED, To, 'ARC-Authentication-Results': results });
    expect(held).toMatchObject({ outcome: 'held', reason: 'conflicting-signals' });
    world.settings['trusted-arc-sealers'] = sealers;
    world.conversations.pop();
    await replayMail(held?.mailId ?? '', fakePorts(world));
    expect(world.records.get(held?.mailId ?? '')).toMatchObject({
      reason: 'staff-not-authenticated',
    });
  });
});
