import { Readable } from 'node:stream';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Verdicts } from '../../../../functions/mail/message.ts';
import type { Arrival } from '../../../../functions/steps/receiving/ports.ts';
import type { RawMail } from '../../../../functions/steps/receiving/reading/ports.ts';
import { readMail } from '../../../../functions/steps/receiving/reading/read-mail.ts';
import { fakePorts, makeWorld, type World } from '../../../support/fake-receive-ports.ts';

const BOX = {
  name: 'box',
  protocol: 'imap',
  host: 'imap.isp.example',
  port: 993,
  tls: true,
  user: 'support',
  secret: 'box',
  address: 'support@piping.example',
};
const RECEIVED =
  'Received: from a by mx.isp.example with SMTP id x for <support+t@piping.example>; Tue';
const RESULTS =
  'Authentication-Results: mx.isp.example; dkim=pass header.d=kunde.example; dmarc=pass header.from=kunde.example';
const SIGNATURE = 'DKIM-Signature: v=1; d=kunde.example; s=s; h=from; bh=x; b=x';
const SES_ARRIVAL: Arrival = {
  mailId: '1',
  receivedAt: '2026-11-03T10:00:00.000Z',
  via: 'ses',
  envelope: { forwardPaths: [] },
};
const POLLED: Arrival = { ...SES_ARRIVAL, via: 'mailbox', mailbox: 'box' };
const OWN_CHECK: Verdicts = { dkim: 'PASS', dkimDomains: ['checked.example'] };

let world: World;
/** Which own checks were made, of signatures or seals. */
let asked: string[];
beforeEach(() => {
  world = makeWorld();
  asked = [];
  useBox({});
});
const useBox = (more: object) => {
  const other = { ...BOX, ...more, name: 'other', authservId: 'mx.another.example' };
  world.settings.mailboxes = JSON.stringify([other, { ...BOX, ...more }]);
};

async function read(arrival: Arrival, fields: string[], raw: Partial<RawMail> = {}) {
  const text = [...fields, 'From: carla@kunde.example', '', 'Hello', ''].join('\r\n');
  const open = async () => Readable.from([Buffer.from(text)]);
  const dkim = {
    check: async () => {
      asked.push('signatures');
      return OWN_CHECK;
    },
    readSealers: async () => {
      asked.push('seals');
      return world.sealers;
    },
  };
  const ports = { ...fakePorts(world), dkim };
  const reading = await readMail({ mailId: arrival.mailId, open, ...raw }, arrival, ports);
  if (reading.kind !== 'read') throw new Error(`not read: ${JSON.stringify(reading)}`);
  return reading.mail;
}
const verdictsOf = async (...args: Parameters<typeof read>) => (await read(...args)).verdicts;

describe('the source of verdicts on a mail received by SES (S3)', () => {
  const top = [
    'Return-Path: <carla@kunde.example>',
    RECEIVED,
    RESULTS.replace('mx.isp.example', 'amazonses.com'),
  ];

  it('is SES, with the domains from the fields that SES wrote on top', async () => {
    const verdicts: Verdicts = { dkim: 'PASS', dmarc: 'GRAY', spam: 'PASS', virus: 'PASS' };
    expect(await verdictsOf({ ...SES_ARRIVAL, verdicts }, [...top, SIGNATURE])).toEqual({
      ...verdicts,
      dkimDomains: ['kunde.example'],
      dmarcDomain: 'kunde.example',
    });
    expect(asked).toEqual([]);
  });

  it('is the fields on top if the notification is gone', async () => {
    const mail = await read(SES_ARRIVAL, [...top, SIGNATURE]);
    expect(mail.verdicts).toMatchObject({ dmarc: 'PASS', dkimDomains: ['kunde.example'] });
    expect(mail.arrival.envelope).toEqual({
      reversePath: 'carla@kunde.example',
      forwardPaths: ['support+t@piping.example'],
    });
  });

  it('is never used for the envelope if the notification gives that', async () => {
    for (const envelope of [
      { reversePath: '', forwardPaths: [] },
      { forwardPaths: ['a@b.example'] },
    ])
      expect((await read({ ...SES_ARRIVAL, envelope }, top)).arrival.envelope).toEqual(envelope);
  });
});

describe('the source of verdicts on polled mail (S3)', () => {
  it('is the server that the team named', async () => {
    useBox({ authservId: 'mx.isp.example' });
    expect(await verdictsOf(POLLED, [RESULTS, RECEIVED, SIGNATURE])).toMatchObject({
      dmarc: 'PASS',
      dkimDomains: ['kunde.example'],
    });
    expect(asked).toEqual([]);
  });

  it('is our own check if no server is named, or that server says nothing', async () => {
    expect(await verdictsOf(POLLED, [RESULTS, RECEIVED, SIGNATURE])).toEqual(OWN_CHECK);
    useBox({ authservId: 'mx.other.example' });
    expect(await verdictsOf(POLLED, [RESULTS, RECEIVED, SIGNATURE])).toEqual(OWN_CHECK);
    expect(asked).toEqual(['signatures', 'signatures']);
  });

  it('is Exchange if its own tenant sent the mail and the team trusts it', async () => {
    world.settings['sender-address'] = 'support@kunde.example';
    const exchange = { preset: 'outlook', auth: 'xoauth2', trustedAuthSource: 'prod.outlook.com' };
    useBox({ address: 'support@kunde.example', ...exchange });
    const fields = [
      'X-MS-Exchange-Organization-AuthAs: Internal',
      'X-MS-Exchange-Organization-AuthSource: a.prod.outlook.com',
    ];
    expect(await verdictsOf(POLLED, fields)).toEqual({ internalDomain: 'kunde.example' });
  });

  it('is the server of the mailbox stored with the octets, if the arrival names none', async () => {
    useBox({ authservId: 'mx.isp.example' });
    const fields = [RESULTS, RECEIVED, SIGNATURE];
    const { mailbox: _, ...unnamed } = POLLED;
    const mail = await read(unnamed, fields, { mailbox: 'box' });
    expect([mail.arrival.mailbox, mail.verdicts.dmarc]).toEqual(['box', 'PASS']);
    expect((await read(unnamed, fields)).arrival).not.toHaveProperty('mailbox');
    expect((await read(POLLED, fields, { mailbox: 'other' })).arrival.mailbox).toBe('box');
    expect(await verdictsOf({ ...POLLED, mailbox: 'gone' }, fields)).toEqual(OWN_CHECK);
  });

  it('gives no envelope from fields that anybody may have written', async () => {
    const { envelope } = (await read(POLLED, [RECEIVED])).arrival;
    expect(envelope).toEqual({ forwardPaths: [] });
  });
});

describe('the source of verdicts on a mail that a forwarder sealed (RFC 8617)', () => {
  const sealed = [
    'ARC-Seal: i=1; a=rsa-sha256; cv=none; d=uni.example; s=s; b=x',
    'ARC-Message-Signature: i=1; d=uni.example; s=s; h=from; b=x',
    'ARC-Authentication-Results: i=1; mx.uni.example; dmarc=pass header.from=kunde.example',
  ];
  const failed: Arrival = { ...SES_ARRIVAL, verdicts: { dmarc: 'FAIL', virus: 'PASS' } };
  beforeEach(() => {
    world.sealers = ['uni.example'];
    world.settings['trusted-arc-sealers'] = 'uni.example';
  });

  it('is the forwarder, and the other verdicts stay', async () => {
    expect(await verdictsOf(failed, sealed)).toMatchObject({
      dmarc: 'PASS',
      dmarcDomain: 'kunde.example',
      sealedHeaders: ['from'],
      virus: 'PASS',
    });
  });

  it('is no DMARC pass of the forwarder that may rest on a signature with l=', async () => {
    const partial = 'DKIM-Signature: v=1; d=kunde.example; s=s; h=from; l=5; bh=x; b=x';
    expect(await verdictsOf(failed, [...sealed, partial])).toMatchObject({ dmarc: 'GRAY' });
  });

  it('is not the forwarder if the author is proved, no seal exists, or none is trusted', async () => {
    const proved: Verdicts = { dmarc: 'PASS', virus: 'PASS' };
    expect(
      (await verdictsOf({ ...failed, verdicts: proved }, sealed)).sealedHeaders,
    ).toBeUndefined();
    expect((await verdictsOf(failed, sealed.slice(1))).dmarc).toBe('FAIL');
    world.settings['trusted-arc-sealers'] = '';
    expect((await verdictsOf(failed, sealed)).dmarc).toBe('FAIL');
    expect(asked).toEqual([]);
  });

  it('is one of the mailbox’s own forwarders instead of the setting’s', async () => {
    useBox({ trustedArcSealers: ['lists.example'] });
    expect((await verdictsOf(POLLED, sealed)).sealedHeaders).toBeUndefined();
    world.settings['trusted-arc-sealers'] = '';
    useBox({ trustedArcSealers: ['uni.example'] });
    const from = ['From: anna@shop.example'];
    expect((await verdictsOf(POLLED, sealed)).sealedHeaders).toEqual(['from']);
    expect((await read(POLLED, [...sealed, ...from])).message.author).toBeUndefined();
  });

  it('is no signature if header and body can be split in two ways', async () => {
    const proved: Verdicts = { dkim: 'PASS', dmarc: 'PASS', spf: 'PASS', virus: 'PASS' };
    const torn = [...sealed, 'no field'];
    expect(await verdictsOf({ ...failed, verdicts: proved }, torn)).toMatchObject({
      dkim: 'GRAY',
      dmarc: 'GRAY',
      spf: 'PASS',
      dkimDomains: [],
    });
    expect(asked).toEqual([]);
  });
});
