import { describe, expect, it } from 'vitest';
import { readRaw } from '../read-fixture.ts';

const bounce = (from: string, fields: string, body: string) =>
  readRaw(
    `${fields}From: ${from}\r\nSubject: failure notice\r\n\r\n${body.replaceAll('\n', '\r\n')}`,
  );
const ORIGINAL =
  'Message-ID: <abc@eu-west-1.amazonses.com>\nFrom: support@piping.example\nSubject: Order\n\nHello\n';

describe('readPlainBounce (S5)', () => {
  it.each([
    [
      'qmail',
      `Hi. This is the qmail-send program at mx.customer.example.\nI'm afraid I wasn't able to deliver your message.\n\n<anna@customer.example>:\n192.0.2.1 failed: 550 5.1.1 no such user\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <x@y.example>\n${ORIGINAL}`,
    ],
    [
      'sendmail',
      `   ----- The following addresses had permanent fatal errors -----\n<anna@customer.example>\n    (reason: 550 5.1.1 User unknown)\n\n${ORIGINAL}`,
    ],
    [
      'Gmail',
      `Delivery to the following recipient failed permanently:\n\n     anna@customer.example\n\nTechnical details: 550 5.1.1 gone\n\n----- Original message -----\n\n${ORIGINAL}`,
    ],
  ])('reads the report of %s, and which mail it is about', async (_, body) => {
    const { deliveryReport } = await bounce(
      'MAILER-DAEMON@mx.customer.example',
      'Return-Path: <>\r\n',
      body,
    );
    expect(deliveryReport).toEqual({
      recipients: [{ recipient: 'anna@customer.example', action: 'failed', status: '5.1.1' }],
      originalMessageId: '<abc@eu-west-1.amazonses.com>',
    });
  });

  it.each([
    ['Domino', 'was not delivered to:\n\n  anna@customer.example\n\nbecause: not listed\n\n'],
    [
      'Gmail',
      "Your message wasn't delivered to anna@customer.example because the address couldn't be found.\n\n",
    ],
    [
      'SES',
      'An error occurred while trying to deliver the mail to the following recipients:\nanna@customer.example\n\n',
    ],
    [
      'Oracle',
      'Your message cannot be delivered to the following recipients:\n\n  anna@customer.example\n\n',
    ],
    [
      'MailSite',
      'Could not deliver message to the following recipient(s):\n\nanna@customer.example\n\n',
    ],
    ['a sentence', "Failed to deliver to 'anna@customer.example'\n\n"],
    ['German', 'Ihre Nachricht konnte nicht zugestellt werden an:\n\nanna@customer.example\n\n'],
    ['French', "Votre message n'a pas pu être remis à :\n\n  anna@customer.example\n\n"],
    ['Italian', 'Il messaggio non è stato consegnato a:\n\nanna@customer.example\n\n'],
  ])('reads other words: %s', async (_, body) => {
    const quoted = ORIGINAL.replace(/^/gm, '> ');
    const { deliveryReport } = await bounce(
      'MAILER-DAEMON',
      'Content-Type: text/plain; charset=utf-8\r\n',
      body + quoted,
    );
    expect(deliveryReport).toMatchObject({
      recipients: [{ recipient: 'anna@customer.example', action: 'failed' }],
      originalMessageId: '<abc@eu-west-1.amazonses.com>',
    });
  });

  it.each([
    ['host mx.example [5.9.12.34] said: 450 4.7.1 try later', '4.7.1'],
    ['4.3.21.5 failed after I sent the message. Remote host said: 550 no such user', '5.0.0'],
    ['Remote host said: 552 sorry, that mailbox is full', '5.2.2'],
    ['Remote host said: 552 5.3.4 message too big', '5.3.4'],
    ['192.0.5.1.1 does not answer', undefined],
    ['no such user (#5.1.1)', '5.1.1'],
    ['550-5.7.1: refused. See version 4.2.1 of our terms', '5.7.1'],
  ])('takes no server’s address as a status: %s', async (said, status) => {
    const body = `Undeliverable:\n\n<anna@customer.example>:\n${said}\n\n${ORIGINAL}`;
    const { deliveryReport } = await bounce('MAILER-DAEMON@x.example', '', body);
    expect(deliveryReport?.recipients[0]?.status).toBe(status);
  });

  it.each([
    [
      'each after the other, with its reason',
      `<anna@customer.example>:\nRemote host said: 452 4.2.2 mailbox full\n\n<bert@customer.example>:\nRemote host said: 550 5.1.1 no such user\n`,
      ['4.2.2', '5.1.1'],
    ],
    [
      'all at first, then each with its reason',
      `  anna@customer.example\n  bert@customer.example\n\nIn detail:\n\nanna@customer.example: 452 mailbox full\nbert@customer.example: 550 no such user\n`,
      ['4.0.0', '5.0.0'],
    ],
    [
      'all at first, then one reason',
      `<anna@customer.example>\n<bert@customer.example>\n\nRemote host said: 452 4.2.2 mailbox full\n`,
      ['4.2.2', '4.2.2'],
    ],
    [
      'the reason at first, then all',
      `Remote host said: 452 4.2.2 mailbox full\n\n<anna@customer.example>\n<bert@customer.example>\n`,
      ['4.2.2', '4.2.2'],
    ],
    [
      'one of them without a reason',
      `<anna@customer.example>: 452 4.2.2 mailbox full\n<bert@customer.example>: no such user\n`,
      ['4.2.2', undefined],
    ],
  ])('reads the status of each of several recipients: %s', async (_, said, statuses) => {
    const body = `Undeliverable:\n\n${said}\n${ORIGINAL}`;
    const { deliveryReport } = await bounce('MAILER-DAEMON@x.example', '', body);
    expect(deliveryReport?.recipients).toEqual([
      { recipient: 'anna@customer.example', action: 'failed', status: statuses[0] },
      { recipient: 'bert@customer.example', action: 'failed', status: statuses[1] },
    ]);
  });

  it('gives a recipient of the header alone the status of the address it was rewritten to', async () => {
    const body = `Undeliverable:\n\n  real@customer.example\n    (generated from anna@customer.example)\n    452 4.2.2 mailbox full\n\n${ORIGINAL}`;
    const fields = 'X-Failed-Recipients: anna@customer.example\r\n';
    const { deliveryReport } = await bounce('MAILER-DAEMON@x.example', fields, body);
    expect(deliveryReport?.recipients).toMatchObject([
      { recipient: 'anna@customer.example', status: '4.2.2' },
      { recipient: 'real@customer.example', status: '4.2.2' },
    ]);
  });

  it('takes the id of a mail that is attached', async () => {
    const attached = `--b\n\nUndeliverable: <anna@customer.example>\n--b\nContent-Type: message/rfc822\n\n${ORIGINAL}--b--\n`;
    const fields = 'Content-Type: multipart/mixed; boundary=b\r\n';
    const { deliveryReport } = await bounce('MAILER-DAEMON@x.example', fields, attached);
    expect(deliveryReport?.originalMessageId).toBe('<abc@eu-west-1.amazonses.com>');
  });

  it('distinguishes a delay from a failure', async () => {
    const body = `Undelivered mail: it has been delayed, we will keep trying.\n\n  anna@customer.example\n\n${ORIGINAL}`;
    const { deliveryReport } = await bounce('MAILER-DAEMON@x.example', '', body);
    expect(deliveryReport?.recipients).toMatchObject([{ action: 'delayed' }]);
  });

  it.each([
    'Ihre Nachricht konnte noch nicht zugestellt werden. Es wird weiter versucht.',
    "Votre message n'a pas pu être remis. La remise est retardée.",
    'Il messaggio non è stato consegnato: consegna ritardata.',
    'Todavía no se ha podido entregar su mensaje.',
    'A sua mensagem ainda não foi possível entregar.',
    'Uw bericht kan niet worden bezorgd, het is vertraagd.',
    'Nie można dostarczyć: wiadomość jest opóźniona.',
  ])('recognises a delay in every language of the failures: %s', async (said) => {
    const fields = 'Content-Type: text/plain; charset=utf-8\r\n';
    const body = `${Buffer.from(said).toString('latin1')}\n\n<anna@customer.example>: connection timed out\n\n${ORIGINAL}`;
    const { deliveryReport } = await bounce('MAILER-DAEMON@x.example', fields, body);
    expect(deliveryReport?.recipients).toMatchObject([{ action: 'delayed' }]);
  });

  it.each([
    ['Undeliverable: Your parcel has been delayed', 'It could not be delivered.', 'failed'],
    [
      'failure notice',
      'It was not delivered.\n  Subject: Delayed mail, has been delayed',
      'failed',
    ],
    [
      'Mail failed',
      'It could not be delivered.\nThe subject of the message is: has been delayed',
      'failed',
    ],
    ['Delayed Mail (still being retried)', 'It could not be delivered.', 'delayed'],
    ['Your mail has been delayed: Order', 'It could not be delivered.', 'delayed'],
  ])('does not read our own subject as the server’s words: %s', async (subject, said, action) => {
    const { deliveryReport } = await readRaw(
      `Return-Path: <>\r\nFrom: MAILER-DAEMON@x.example\r\nSubject: ${subject}\r\n\r\n${said.replaceAll('\n', '\r\n')}\r\n\r\n<anna@customer.example>\r\n`,
    );
    expect(deliveryReport?.recipients).toMatchObject([{ action }]);
  });

  it.each(['In-Reply-To', 'References'])(
    'takes the id in %s if the report quotes no mail',
    async (field) => {
      const fields = `${field}: <abc@eu-west-1.amazonses.com>\r\nReturn-Path: <>\r\n`;
      const body = 'Undeliverable:\n\n<anna@customer.example>\n';
      const { deliveryReport } = await bounce('postmaster@x.example', fields, body);
      expect(deliveryReport?.originalMessageId).toBe('<abc@eu-west-1.amazonses.com>');
    },
  );

  it("reads Exim's X-Failed-Recipients", async () => {
    const { deliveryReport } = await bounce(
      'Mail Delivery System <Mailer-Daemon@mx.example>',
      'X-Failed-Recipients: anna@customer.example\r\n',
      `A message that you sent could not be delivered to all of its recipients.\n\n${ORIGINAL}`,
    );
    expect(deliveryReport?.recipients).toMatchObject([{ recipient: 'anna@customer.example' }]);
  });

  it.each([
    'Re: failure notice',
    'Mail delivery problems with your server',
    'Undeliverable mail from your shop',
    'Delivery failed twice this week',
    'Returned mail and what to do about it',
    'Failure notice for your order 4711',
  ])('is none if a postmaster writes in person: %s', async (subject) => {
    const { deliveryReport } = await readRaw(
      `From: postmaster@x.example\r\nSubject: ${subject}\r\n\r\nMail to our user could not be delivered:\r\n\r\nanna@customer.example\r\n`,
    );
    expect(deliveryReport).toBeUndefined();
  });

  it.each([
    'Undeliverable: Order 4711',
    'Delivery Status Notification (Failure)',
    'DELIVERY FAILURE: User anna not listed in Domino Directory',
    'Mail delivery failed: returning message to sender',
    'Undelivered Mail Returned to Sender',
    'Returned mail: see transcript for details',
    'failure notice',
    'Undeliverable Mail',
    'Mail System Error - Returned Mail',
    '=?utf-8?Q?Non_remis_=3A_Commande?=',
  ])("is one under a server's subject: %s", async (subject) => {
    const { deliveryReport } = await readRaw(
      `From: postmaster@x.example\r\nSubject: ${subject}\r\n\r\nYour mail could not be delivered to:\r\n\r\nanna@customer.example\r\n`,
    );
    expect(deliveryReport?.recipients).toMatchObject([{ recipient: 'anna@customer.example' }]);
  });

  it.each([
    ['Postmaster <postmaster@x.example>', 'Undeliverable: Order 4711', ''],
    ['bob@x.example', 'Order 4711', 'X-Failed-Recipients: anna@customer.example'],
  ])('also reads one from %s', async (from, subject, field) => {
    const body = `Could not be delivered.\r\n\r\nFailed Recipient: anna@customer.example\r\n`;
    const { deliveryReport } = await readRaw(
      `From: ${from}\r\nSubject: ${subject}\r\n${field === '' ? '' : `${field}\r\n`}\r\n${body}`,
    );
    expect(deliveryReport?.recipients).toMatchObject([{ recipient: 'anna@customer.example' }]);
  });

  it.each([
    ['a person', 'bob@x.example', 'I got this: user unknown\n<anna@customer.example>:\n'],
    [
      'a daemon that speaks of something else',
      'MAILER-DAEMON@x.example',
      'The queue is long.\n<anna@customer.example>:\n',
    ],
    [
      'a bounce that names nobody',
      'MAILER-DAEMON@x.example',
      'Your mail could not be delivered.\n',
    ],
  ])('reads none from %s', async (_, from, body) => {
    expect((await bounce(from, '', body)).deliveryReport).toBeUndefined();
  });
});

describe('complaint reports (S5)', () => {
  const report = (type: string) =>
    readRaw(
      `From: fbl@provider.example\r\nContent-Type: multipart/report; report-type=feedback-report; boundary=b\r\n\r\n--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: ${type}\r\nVersion: 1\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n${ORIGINAL.replaceAll('\n', '\r\n')}--b--`,
    );

  it('name the mail complained of, and no failed recipient', async () => {
    expect((await report('abuse')).deliveryReport).toMatchObject({
      isComplaint: true,
      recipients: [],
      originalMessageId: '<abc@eu-west-1.amazonses.com>',
    });
    expect((await report('auth-failure')).deliveryReport?.isComplaint).toBe(false);
  });
});
