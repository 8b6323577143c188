import { beforeEach, describe, expect, it } from 'vitest';
import type { Verdicts } from '../../../functions/mail/message.ts';
import type { Arrival } from '../../../functions/steps/receiving/ports.ts';
import { receiveMail } from '../../../functions/steps/receiving/receive-mail.ts';
import {
  arrive,
  fakePorts,
  MAIL_TO_CARLA,
  makeWorld,
  type World,
} from '../../support/fake-receive-ports.ts';

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
  'Content-Type': 'multipart/report; report-type=delivery-status; boundary=b',
};

const proved = (domain: string) => ({ spf: 'PASS', spfDomain: domain, virus: 'PASS' }) as const;

let world: World;
beforeEach(() => {
  world = makeWorld();
  world.sent.push(MAIL_TO_CARLA);
});
const report = async (
  from: string,
  verdicts: Verdicts,
  body = REPORT,
  arrival: Partial<Arrival> = {},
) => {
  const mail = arrive(world, { ...headers, From: from }, body, { verdicts, ...arrival });
  const record = await receiveMail(mail, fakePorts(world));
  expect(record).toMatchObject({ outcome: 'ignored', reason: 'delivery-report' });
  return world.feedback;
};

describe('followDeliveryReport', () => {
  it('marks the delivery that the report names, and trusts the recipient’s own domain (S5)', async () => {
    expect(await report('MAILER-DAEMON@mx.kunde.example', proved('mx.kunde.example'))).toEqual([
      { sesMessageId: '0102-abc', reason: 'hard-bounce', waits: 0 },
    ]);
  });

  it('trusts our own SES (S5)', async () => {
    const from = 'MAILER-DAEMON@eu-west-1.amazonses.com';
    const verdicts = proved('eu-west-1.amazonses.com');
    expect(await report(from, verdicts)).toEqual([
      { sesMessageId: '0102-abc', reason: 'hard-bounce', waits: 0 },
    ]);
  });

  it('takes an authenticated stranger’s report as hearsay (S5)', async () => {
    const bounces = await report('postmaster@evil.example', proved('evil.example'));
    expect(bounces).toMatchObject([{ isHearsay: true }]);
  });

  it('takes an unauthenticated report as hearsay (S16)', async () => {
    const bounces = await report('MAILER-DAEMON@kunde.example', { virus: 'PASS' });
    expect(bounces).toMatchObject([{ isHearsay: true }]);
  });

  it('takes a report about a recipient that the mail did not go to as hearsay (S5)', async () => {
    const other = REPORT.replace('carla@kunde.example', 'other@kunde.example');
    const bounces = await report('MAILER-DAEMON@kunde.example', proved('kunde.example'), other);
    expect(bounces).toMatchObject([{ isHearsay: true }]);
  });

  const COMPLAINT = REPORT.replace(
    /Content-Type: message\/delivery-status[\s\S]*?5\.1\.1/,
    'Content-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nVersion: 1',
  );

  it.each([
    ['fbl@kunde.example', 'kunde.example', false],
    ['fbl@evil.example', 'evil.example', true],
  ])('records a complaint that comes by mail from %s (S5)', async (from, domain, isHearsay) => {
    const [complaint] = await report(from, proved(domain), COMPLAINT);
    expect(complaint).toMatchObject({ sesMessageId: '0102-abc', reason: 'complaint' });
    expect(complaint?.isHearsay ?? false).toBe(isHearsay);
  });

  it('records no complaint from a report that the mail is no spam', async () => {
    const praise = COMPLAINT.replace('abuse', 'not-spam');
    expect(await report('fbl@kunde.example', proved('kunde.example'), praise)).toEqual([]);
  });

  it('marks a mail that a receipt of certified mail calls undelivered (S5, S21)', async () => {
    const mail = arrive(
      world,
      {
        From: 'posta-certificata@kunde.example',
        'X-Ricevuta': 'errore-consegna',
        'X-Riferimento-Message-ID': '<0102-abc@eu-west-1.amazonses.com>',
      },
      'Il messaggio "Ordine" e destinato all\'utente "carla@kunde.example" non e stato consegnato.',
      { verdicts: proved('kunde.example') },
    );
    await receiveMail(mail, fakePorts(world));
    expect(world.feedback).toEqual([{ sesMessageId: '0102-abc', reason: 'hard-bounce', waits: 0 }]);
  });

  it('changes nothing for a report about a mail that is not ours', async () => {
    const other = REPORT.replace('eu-west-1.amazonses.com', 'elsewhere.example');
    expect(await report('MAILER-DAEMON@kunde.example', proved('kunde.example'), other)).toEqual([]);
  });

  const byServer = (body: string) =>
    report('MAILER-DAEMON@kunde.example', proved('kunde.example'), body);

  it.each([
    ['4.4.7', 'soft-bounce'],
    ['5.1.1', 'hard-bounce'],
    ['5.4.1', 'hard-bounce'],
    ['5.2.20', 'hard-bounce'],
  ])('counts a failure with status %s as a %s (RFC 3463 §3.1)', async (status, reason) => {
    expect(await byServer(REPORT.replace('5.1.1', status))).toMatchObject([{ reason }]);
  });

  it.each([
    ['5.2.2', 'a full mailbox'],
    ['5.2.3', 'a mail too large for the recipient'],
    ['5.3.4', 'a mail too large for the server'],
  ])('counts status %s, %s, as soft: the address may take the next mail (S16)', async (status) => {
    expect(await byServer(REPORT.replace('5.1.1', status))).toMatchObject([
      { reason: 'soft-bounce' },
    ]);
  });

  it('counts a failure without a status as final (RFC 3464 §2.3.3)', async () => {
    expect(await byServer(REPORT.replace('Status: 5.1.1\r\n', ''))).toMatchObject([
      { reason: 'hard-bounce' },
    ]);
  });

  it.each(['delayed', 'delivered', 'relayed', 'expanded'])(
    'marks nothing if the mail was %s',
    async (action) => {
      expect(await byServer(REPORT.replace('failed', action))).toEqual([]);
    },
  );

  it('knows the recipient by the address we wrote to, though the mail was forwarded', async () => {
    const forwarded = REPORT.replace(
      'Final-Recipient: rfc822; carla@kunde.example',
      'Original-Recipient: rfc822; carla@kunde.example\r\nFinal-Recipient: rfc822; box@isp.example',
    );
    expect(await byServer(forwarded)).toEqual([
      { sesMessageId: '0102-abc', reason: 'hard-bounce', waits: 0 },
    ]);
  });

  it('reads ten recipients at most, as each mail of ours goes to one', async () => {
    const group = 'Final-Recipient: rfc822; other@kunde.example\r\nAction: failed\r\n\r\n';
    const many = REPORT.replace('Final-Recipient', `${group.repeat(11)}Final-Recipient`);
    expect(await byServer(many)).toHaveLength(10);
  });

  it('follows no report that is held for its virus (S7)', async () => {
    const verdicts = { ...proved('kunde.example'), virus: 'FAIL' } as const;
    const mail = arrive(world, { ...headers, From: 'MAILER-DAEMON@kunde.example' }, REPORT, {
      verdicts,
    });
    expect(await receiveMail(mail, fakePorts(world))).toMatchObject({ outcome: 'held' });
    expect(world.feedback).toEqual([]);
  });

  it('takes a report about an unknown id as hearsay', async () => {
    world.sent = [];
    expect(await byServer(REPORT)).toMatchObject([{ isHearsay: true }]);
  });

  describe('of a polled mailbox', () => {
    const box = {
      name: 'box',
      protocol: 'imap',
      host: 'imap.isp.example',
      port: 993,
      tls: true,
      user: 'support',
      secret: 'box',
      address: 'support@piping.example',
      authservId: 'mx.isp-mail.example',
    };
    const other = {
      ...box,
      name: 'other',
      host: 'imap.else.example',
      authservId: 'mx.else.example',
    };
    const poll = async (domain: string, mailbox: typeof box, local = 'MAILER-DAEMON') => {
      world.settings.mailboxes = JSON.stringify([box, other]);
      const mail = arrive(world, { ...headers, From: `${local}@${domain}` }, REPORT, {
        via: 'mailbox',
        mailbox: mailbox.name,
        verdicts: undefined,
      });
      const raw = world.raws.get(mail.mailId) ?? '';
      const results = `${mailbox.authservId}; spf=pass smtp.mailfrom=${domain}; dmarc=pass header.from=${domain}`;
      const received = `Received: from x by ${mailbox.authservId}; Tue`;
      world.raws.set(mail.mailId, `Authentication-Results: ${results}\r\n${received}\r\n${raw}`);
      await receiveMail(mail, fakePorts(world));
      return world.feedback.map(({ isHearsay }) => isHearsay ?? false);
    };

    it('trusts the postmaster of the mailbox’s own server and domain (S5)', async () => {
      expect(await poll('isp-mail.example', box)).toEqual([false]);
      expect(await poll('piping.example', box)).toEqual([false, false]);
    });

    it('takes a report of another customer of the mailbox’s provider as hearsay (S5)', async () => {
      expect(await poll('isp-mail.example', box, 'Postmaster')).toEqual([false]);
      expect(await poll('isp-mail.example', box, 'bob')).toEqual([false, true]);
      expect(await poll('piping.example', box, 'bob')).toEqual([false, true, true]);
    });

    it('takes a report of another domain, and of another mailbox’s server, as hearsay (S5)', async () => {
      expect(await poll('other.example', box)).toEqual([true]);
      expect(await poll('else.example', box)).toEqual([true, true]);
      expect(await poll('isp-mail.example', other)).toEqual([true, true, true]);
    });
  });
});
