import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../functions/steps/receiving/receive-mail.ts';
import { arrive, fakePorts, makeWorld, type World } from '../../support/fake-receive-ports.ts';

const REPORT = [
  '--b',
  'Content-Type: message/delivery-status',
  '',
  'Reporting-MTA: dns; mx.example',
  '',
  'Final-Recipient: rfc822; carla@kunde.example',
  'Action: failed',
  'Status: 5.1.1',
  '',
  '--b',
  'Content-Type: message/rfc822',
  '',
  'Message-ID: <0102-abc@eu-west-1.amazonses.com>',
  'Subject: x',
  '',
  'x',
  '--b--',
].join('\r\n');
const headers = {
  From: 'MAILER-DAEMON@mx.example',
  'Content-Type': 'multipart/report; report-type=delivery-status; boundary=b',
};

let world: World;
beforeEach(() => {
  world = makeWorld();
});

describe('followDeliveryReport', () => {
  it('marks the delivery that the report speaks of (S5)', async () => {
    const record = await receiveMail(arrive(world, headers, REPORT), fakePorts(world));
    expect(record).toMatchObject({ outcome: 'ignored', reason: 'delivery-report' });
    expect(world.bounces).toEqual([
      {
        sesMessageId: '0102-abc',
        recipient: 'carla@kunde.example',
        isPermanent: true,
        isHearsay: false,
      },
    ]);
  });

  it('takes a report that nobody stands for as hearsay: it may be forged (S16)', async () => {
    const verdicts = { spf: 'NONE', dkim: 'NONE', dmarc: 'NONE', virus: 'PASS' } as const;
    await receiveMail(arrive(world, headers, REPORT, { verdicts }), fakePorts(world));
    expect(world.bounces).toMatchObject([{ isHearsay: true }]);
  });

  it('changes nothing for a report about a mail that is not ours', async () => {
    const other = REPORT.replace('eu-west-1.amazonses.com', 'elsewhere.example');
    await receiveMail(arrive(world, headers, other), fakePorts(world));
    expect(world.bounces).toEqual([]);
  });
});
