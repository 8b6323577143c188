import { describe, expect, it } from 'vitest';
import type { Envelope } from '../../../functions/mail/message.ts';
import { detectAutomatic } from '../../../functions/mail/reports/detect-automatic.ts';
import { LOOP_HEADER } from '../../../functions/mail/reports/loop-header.ts';
import { readFixture, readRaw } from '../read-fixture.ts';

const PIPING = 'support@piping.example';
const FROM_ANNA: Envelope = { reversePath: 'anna@customer.example', forwardPaths: [PIPING] };

async function detect(lines: string[], envelope = FROM_ANNA, from = 'anna@customer.example') {
  const message = await readRaw([`From: ${from}`, ...lines, '', 'Hello'].join('\r\n'));
  return detectAutomatic({ message, envelope, pipingAddress: PIPING });
}

const encodeWords = (text: string) => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;

describe('detectAutomatic (S5)', () => {
  it.each([
    ['auto-submitted', 'Auto-Submitted: auto-replied'],
    ['auto-submitted', 'Auto-Submitted: auto-generated; owner-email="x@y.example"'],
    ['auto-submitted', 'Auto-Submitted: AUTO-NOTIFIED (comment)'],
    ['mailing-list', 'List-Id: The list <list.example.net>'],
    ['auto-reply-header', 'X-Autoreply: yes'],
    ['auto-reply-header', 'X-Autorespond: Out of office'],
    ['bulk', 'Precedence: bulk'],
    ['bulk', 'Precedence: Junk'],
    ['bulk', 'Precedence: list'],
    ['bulk', 'Precedence: auto_reply'],
    ['bulk', 'Precedence: auto-reply'],
    ['bulk', 'Precedence: first-class, bulk'],
    ['auto-reply-header', 'X-Mail-Autoreply: yes'],
    ['auto-reply-header', 'X-Apple-Action: VACATION/3'],
    ['auto-reply-header', 'X-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent'],
    ['auto-reply-header', 'X-POST-MessageClass: 9; Autoresponder'],
    ['auto-reply-header', 'X-ServiceNow-Generated: true'],
    ['auto-reply-header', 'Subject: Automatic reply: Order 4711'],
    ['auto-reply-header', 'Subject: =?utf-8?Q?R=C3=A9ponse_automatique_:_Commande?='],
    ['bulk', 'Subject: Report Domain: a.example Submitter: b.example Report-ID: <1>'],
    ['delivery-report', 'Content-Type: multipart/report; report-type=feedback-report; boundary=b'],
    ['bulk', 'Subject: [Preview] Report Domain: {a.example} Submitter: {B Inc.} Report-ID: {1}'],
    ['bulk', 'Content-Type: multipart/report; report-type=tlsrpt; boundary=b'],
    ['bulk', 'Content-Type: application/gzip; name="b.example!a.example!1!2.xml.gz"'],
    ['bulk', 'Subject: complaint about message from 192.0.2.25'],
    ['bulk', 'X-Precedence: bulk'],
    ['auto-reply-header', 'X-Auto-Reply: yes'],
    ['auto-reply-header', 'X-Autoresponse: yes'],
    ['auto-reply-header', 'X-Autoreply-From: anna@customer.example'],
    ['auto-reply-header', 'X-FC-MachineGenerated: true'],
    ['auto-reply-header', 'Preference: auto_reply'],
    ['auto-reply-header', 'Delivered-To: Autoresponder'],
    ['auto-reply-header', 'Subject: =?utf-8?Q?R=C3=A9ponse_automatique=C2=A0=3A_Commande?='],
    ['auto-reply-header', `Subject: ${encodeWords('Absent(e)\u202f: Re\u00a0: Commande')}`],
    ['auto-reply-header', 'Subject: [EXTERN] Automatische Antwort: Bestellung 4711'],
    ['auto-reply-header', 'Subject: [Support team] Out of office'],
    ['auto-reply-header', 'Subject: [Out of office] Order 4711'],
    ['auto-reply-header', 'Subject: Out of Office Re: Order 4711'],
    ['auto-reply-header', 'Subject: [Auto-Reply] Order 4711'],
    ['auto-reply-header', 'Subject: =?utf-8?B?6Ieq5Yqo5Zue5aSNOiDorqLljZU=?='],
    ['auto-reply-header', 'X-Sieve-Vacation: yes'],
    ['auto-reply-header', 'X-Out-Of-Office: 1'],
    ['auto-reply-header', 'X-Auto-Submitted: auto-replied'],
    ['auto-reply-header', 'Subject: Risposta automatica'],
    ['auto-reply-header', 'Subject: Autoreply - Re: Order 4711'],
    ['auto-reply-header', 'Subject: AUTO: Anna Rossi ist außer Haus (Rückkehr am 10.11.2026)'],
    ['auto-reply-header', `Subject: ${encodeWords('מענה אוטומטי: Order 4711')}`],
    ['auto-reply-header', `Subject: ${encodeWords('स्वचालित उत्तर: Order 4711')}`],
    ['auto-reply-header', 'Subject: Abwesend: AW: Order 4711'],
    ['auto-reply-header', 'Subject: Absent(e) : Re: Order 4711'],
    ['auto-reply-header', 'Subject: Fuori sede: R: Ordine 4711'],
    ['auto-reply-header', 'Subject: Reponse automatique : Commande 4711'],
    ['auto-reply-header', 'Subject: RESPUESTA AUTOMATICA'],
    ['auto-reply-header', 'Subject: Autorespuesta: Pedido 4711'],
    ['auto-reply-header', 'Subject: Auto-Response: Order 4711'],
    ['auto-reply-header', 'Subject: Automated reply: Order 4711'],
    ['auto-reply-header', 'Subject: In ferie: R: Ordine 4711'],
    ['auto-reply-header', 'Subject: Im Urlaub: AW: Bestellung'],
    ['auto-reply-header', `Subject: ${encodeWords('【自動返信】お問い合わせ')}`],
    ['auto-reply-header', `Subject: ${encodeWords('Automatyczna odpowiedź: Zamówienie')}`],
    ['auto-reply-header', `Subject: ${encodeWords('Автовідповідь: Замовлення')}`],
    ['auto-reply-header', `Subject: ${encodeWords('الرد التلقائي: طلب')}`],
    ['auto-reply-header', 'Subject: =?utf-8?Q?OTOMAT=C4=B0K_YANIT=3A_Order?='],
    ['delivery-report', 'X-Ricevuta: avvenuta-consegna'],
    ['loop', `${LOOP_HEADER}: support@piping.example`],
  ])('%s: %s', async (reason, line) => {
    expect(await detect([line])).toBe(reason);
  });

  it.each([
    'Auto-Submitted: no',
    'Auto-Submitted: No (a person)',
    'X-Auto-Response-Suppress: All',
    'Precedence: first-class',
    'X-Autoreply: no',
    'X-Autoreply: None',
    'X-Auto-Reply: off',
    'X-Autorespond: 0',
    'Precedence: first-class, normal',
    'List-Unsubscribe: <mailto:x@y.example>',
    `${LOOP_HEADER}: support@other-team.example`,
    'X-Mailer: auto_reply',
    'X-POST-MessageClass: 1',
    'X-Apple-Action: reply',
    'Subject: Re: Automatic reply: Order 4711',
    'Subject: [EXTERN] Re: Automatic reply: Order 4711',
    'Subject: [Support team] Out of office chairs: order',
    'Subject: Auto: which parts fit?',
    'Subject: Away team shirts',
    'Subject: Urlaub: welche Lampen?',
    `Subject: ${encodeWords('【重要】自動返信について')}`,
    'X-Sieve-Vacation: no',
    'Subject: Automatic replying machines',
    'Subject: Out of office chairs: order',
    'Subject: Fuori sede',
    'Subject: Fuori sede: quale abbonamento?',
    'Subject: (auto reply to be configured)?',
    'X-MS-Exchange-Inbox-Rules-Loop: anna@customer.example',
    'Content-Type: application/zip; name="photos.zip"',
    'Subject: Fwd: Report Domain: a.example Submitter: b.example Report-ID: <1>',
  ])('calls it a person’s: %s', async (line) => {
    expect(await detect([line])).toBeUndefined();
  });

  it('knows our own address and its plus forms (R13)', async () => {
    expect(await detect([], FROM_ANNA, 'Support <SUPPORT@piping.example>')).toBe('own-address');
    expect(await detect([], FROM_ANNA, 'support+abc@piping.example')).toBe('own-address');
    expect(
      await detect([], FROM_ANNA, '"support@piping.example" <attacker@evil.example>'),
    ).toBeUndefined();
  });

  it('counts the null reverse-path of the envelope or any Return-Path, as forwarders put theirs above it (S5)', async () => {
    expect(await detect([], { reversePath: '', forwardPaths: [] })).toBe('null-reverse-path');
    expect(await detect(['Return-Path: <>'], { forwardPaths: [] })).toBe('null-reverse-path');
    expect(await detect(['Return-Path: <>'])).toBe('null-reverse-path');
    expect(await detect(['Return-Path: <srs=a@forwarder.example>', 'Return-Path: <>'])).toBe(
      'null-reverse-path',
    );
    expect(await detect(['Return-Path: <anna@customer.example>'])).toBeUndefined();
    expect(await detect(['X-Envelope-From: <>'], { forwardPaths: [] })).toBe('null-reverse-path');
    expect(await detect(['X-Envelope-From: <anna@customer.example>'])).toBeUndefined();
  });

  it.each(['', 'MAILER-DAEMON', 'mailer-daemon@mx.example', '<>'])(
    'counts the reverse-path %j as a daemon’s',
    async (path) => {
      expect(await detect([], { reversePath: path, forwardPaths: [] })).toBe('null-reverse-path');
      expect(await detect([`Return-Path: ${path}`], { forwardPaths: [] })).toBe(
        'null-reverse-path',
      );
    },
  );

  it.each([
    'MAILER-DAEMON@mx.example',
    'MAILER-DAEMON-7@mx.example',
    'MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@x.example',
    'Mail Delivery System <MAILER-DAEMON>',
  ])('counts the author %s as a daemon', async (from) => {
    expect(await detect([], FROM_ANNA, from)).toBe('null-reverse-path');
  });

  it.each([
    'Subject: Report-ID: 7 Submitter: a.example Report Domain: b.example',
    'Subject: What is this, please? Report Domain: b.example Submitter: a.example Report-ID: 7',
    'Subject: Fwd: Report Domain: b.example Submitter: a.example Report-ID: 7',
    'Subject: [Auto-Reply]does not work',
    'Subject: AUTO: the red one (seen 3.11.26 or so)',
    'X-Vacation-Planner: yes',
  ])('counts a mail with %j as a person’s', async (line) => {
    expect(await detect([line])).toBeUndefined();
  });

  it('reads the type of a report in any case', async () => {
    const type = 'Content-Type: Multipart/Report; Report-Type=DELIVERY-STATUS; boundary=b';
    expect(await detect([type])).toBe('delivery-report');
  });

  it('counts a report that somebody forwarded as that person’s mail', async () => {
    const report =
      '--r\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; a@b.example\r\nAction: failed\r\n\r\n--r--';
    const message = await readRaw(
      `From: anna@customer.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nWhat is this?\r\n--b\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=r\r\n\r\n${report}\r\n--b--\r\n`,
    );
    expect(message.deliveryReport).toBeUndefined();
    expect(
      detectAutomatic({ message, envelope: FROM_ANNA, pipingAddress: PIPING }),
    ).toBeUndefined();
  });

  it.each([
    ['delivery-report', 'delivery-report-postfix'],
    ['delivery-report', 'delivery-report-with-headers-only'],
    ['read-receipt', 'read-receipt-outlook'],
  ])('%s: %s', async (reason, name) => {
    const message = await readFixture(name);
    expect(
      detectAutomatic({
        message,
        envelope: { reversePath: '', forwardPaths: [] },
        pipingAddress: PIPING,
      }),
    ).toBe(reason);
  });

  it('records the first of several reasons (fine print)', async () => {
    const order: [string, string][] = [
      ['loop', `${LOOP_HEADER}: ${PIPING}`],
      [
        'delivery-report',
        'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
      ],
      ['null-reverse-path', 'Return-Path: <>'],
      ['auto-submitted', 'Auto-Submitted: auto-replied'],
      ['mailing-list', 'List-Id: <l.example>'],
      ['auto-reply-header', 'X-Autoreply: yes'],
      ['bulk', 'Precedence: bulk'],
    ];
    for (const [at, [reason]] of order.entries()) {
      const lines = order.slice(at).map(([, line]) => line);
      expect(await detect(lines, { forwardPaths: [] })).toBe(reason);
    }
  });
});

describe('readDeliveryReport (RFC 3464)', () => {
  it('gives the recipients, what became of each, and the mail that the report is about', async () => {
    const { deliveryReport } = await readFixture('delivery-report-postfix');
    expect(deliveryReport).toEqual({
      recipients: [
        {
          recipient: 'gone@customer.example',
          originalRecipient: 'gone@customer.example',
          action: 'failed',
          status: '5.1.1',
        },
        {
          recipient: 'slow@customer.example',
          originalRecipient: undefined,
          action: 'delayed',
          status: '4.4.1',
        },
      ],
      originalMessageId: '<0102abc@eu-west-1.amazonses.com>',
    });
  });

  it('reads a report that lacks the fields about the message and holds headers only', async () => {
    const { deliveryReport } = await readFixture('delivery-report-with-headers-only');
    expect(deliveryReport?.recipients.map(({ recipient }) => recipient)).toEqual([
      'gone@customer.example',
    ]);
    expect(deliveryReport?.originalMessageId).toBe('<0102abc@eu-west-1.amazonses.com>');
  });

  it('is undefined for other mail', async () => {
    expect((await readFixture('message-attached')).deliveryReport).toBeUndefined();
  });
});

describe('reports of other forms (S5)', () => {
  const PARTS = (type: string) =>
    `--b\n\nYour mail was displayed.\n--b\nContent-Type: ${type}\n\nFinal-Recipient: rfc822; anna@customer.example\nAction: failed\nDisposition: manual-action/MDN-sent-manually; displayed\n--b--\n`;
  const REPORT = (type: string) => `Content-Type: multipart/report; boundary=b\n\n${PARTS(type)}`;
  const SIGNED = (inner: string) =>
    `Content-Type: multipart/signed; protocol="application/pkcs7-signature"; boundary=s\n\n--s\n${inner}--s\nContent-Type: application/pkcs7-signature\n\nMII=\n--s--\n`;
  const FORWARDED = (inner: string) =>
    `Content-Type: multipart/mixed; boundary=m\n\n--m\n\nWhat is this?\n--m\n${inner}--m--\n`;
  const reasonOf = async (body: string) =>
    detectAutomatic({
      message: await readRaw(`From: anna@customer.example\n${body}`.replaceAll('\n', '\r\n')),
      envelope: FROM_ANNA,
    });

  it.each([
    ['read-receipt', 'message/disposition-notification'],
    ['read-receipt', 'message/global-disposition-notification'],
    ['delivery-report', 'message/delivery-status'],
    ['delivery-report', 'message/global-delivery-status'],
    ['bulk', 'message/tracking-status'],
  ])('%s: %s, signed or not (RFC 6533, RFC 8551)', async (reason, type) => {
    expect(await reasonOf(REPORT(type))).toBe(reason);
    expect(await reasonOf(SIGNED(REPORT(type)))).toBe(reason);
  });

  it('are none if somebody forwards one, with or without a signature of their own', async () => {
    const forwarded = FORWARDED(REPORT('message/disposition-notification'));
    expect(await reasonOf(forwarded)).toBeUndefined();
    expect(await reasonOf(SIGNED(forwarded))).toBeUndefined();
  });
});

describe('own-list-ids', () => {
  const throughList = async (listId: string) => {
    const raw = `From: anna@customer.example\r\nList-Id: ${listId}\r\nPrecedence: list\r\n\r\nHello`;
    const ownListIds = ['support.shop.example'];
    return detectAutomatic({ message: await readRaw(raw), envelope: FROM_ANNA, ownListIds });
  };

  it('counts mail through the team’s own list as a person’s (S5)', async () => {
    expect(await throughList('Support <support.shop.example>')).toBeUndefined();
    expect(await throughList('<SUPPORT.shop.example>')).toBeUndefined();
  });

  it('still counts every other list, and mail that also came through another one', async () => {
    expect(await throughList('<news.shop.example>')).toBe('mailing-list');
    const both = '<support.shop.example>\r\nList-Id: <news.shop.example>';
    expect(await throughList(both)).toBe('mailing-list');
  });
});
