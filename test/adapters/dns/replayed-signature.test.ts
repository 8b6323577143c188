import { Readable } from 'node:stream';
import { dkimSign } from 'mailauth/lib/dkim/sign.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDkimChecker } from '../../../functions/adapters/dns/dkim-checker.ts';
import { issueToken } from '../../../functions/conversations/signals/token.ts';
import { parseMessage } from '../../../functions/mail/parse-message.ts';
import { coversReading } from '../../../functions/mail/verdicts/dkim-signatures.ts';
import { readWords } from '../../../functions/steps/receiving/reading/read-words.ts';
import { receiveMail } from '../../../functions/steps/receiving/receive-mail.ts';
import {
  arrive,
  fakePorts,
  KEYS,
  makeWorld,
  type World,
} from '../../support/fake-receive-ports.ts';
import { startDnsServer } from './dns-server.ts';
import { keys, record } from './signing-fixture.ts';

/** The fields that Microsoft 365 signs: neither To nor Reply-To. */
const M365 = ['From', 'Date', 'Subject', 'Message-ID', 'Content-Type', 'MIME-Version'];
const NOW = Date.parse('2026-11-03T10:00:00Z');
const TO = `support+${issueToken(KEYS, 'address', '2457', { kind: 'user', id: 'carla' })}@piping.example`;

let dns: Awaited<ReturnType<typeof startDnsServer>>;
let world: World;
beforeAll(async () => {
  dns = await startDnsServer({
    's._domainkey.kunde.example': record,
    's._domainkey.shop.example': record,
  });
});
afterAll(() => dns.stop());
beforeEach(() => {
  world = makeWorld();
});

/** A mail of this author with a real signature over `headerList`; `added` are unsigned fields above. */
async function signed(
  author: string,
  headerList: string[],
  fields: Record<string, string>,
  added: Record<string, string> = {},
  body = 'Thank you, that helped.\r\n',
) {
  const all = {
    From: author,
    To: TO,
    Subject: 'Re: parcel',
    Date: 'Tue, 3 Nov 2026 09:59:00 +0000',
    'Message-ID': '<1@mail.example>',
    'Content-Type': 'text/plain',
    'MIME-Version': '1.0',
    ...fields,
  };
  const lines = (record: Record<string, string>) =>
    Object.entries(record).map(([name, value]) => `${name}: ${value}\r\n`);
  const mail = `${lines(all).join('')}\r\n${body}`;
  const data = {
    signingDomain: author.split('@')[1] ?? '',
    selector: 's',
    privateKey: keys.privateKey,
    headerList,
  };
  const { signatures } = await dkimSign(mail, {
    ...data,
    signatureData: [data],
    signTime: new Date(NOW - 60_000),
  });
  return `${lines(added).join('')}${signatures}${mail}`;
}

/** Polled mail, for which our own check of the signature counts. */
async function receive(raw: string) {
  const arrival = arrive(world, {}, '', {
    via: 'mailbox',
    mailbox: 'box',
    envelope: { forwardPaths: [] },
  });
  world.raws.set(arrival.mailId, raw);
  const ports = { ...fakePorts(world), dkim: createDkimChecker(dns.server, { now: () => NOW }) };
  return receiveMail(arrival, ports);
}

describe('a signature over the header list of Microsoft 365 (S4)', () => {
  it('is valid with an added Reply-To, which moves nothing', async () => {
    const raw = await signed('carla@kunde.example', M365, {}, { 'Reply-To': 'm@evil.example' });
    expect(await receive(raw)).toMatchObject({
      outcome: 'delivered',
      reason: 'reply',
      verdicts: { dkim: 'PASS' },
      replyToFault: 'not-covered',
    });
    expect(world.conversations[0]?.userAddress).toBeUndefined();
  });

  it('lets a Reply-To count if the list names it', async () => {
    const fields = { 'Reply-To': 'carla@home.example' };
    const raw = await signed('carla@kunde.example', [...M365, 'Reply-To'], fields);
    expect(await receive(raw)).toMatchObject({ outcome: 'delivered' });
    expect(world.conversations[0]?.userAddress).toBe('carla@home.example');
  });

  it('gives no effect to a Reply-To beside the signed one', async () => {
    const fields = { 'Reply-To': 'carla@home.example' };
    const raw = await signed('carla@kunde.example', [...M365, 'Reply-To'], fields, {
      'Reply-To': 'm@evil.example',
    });
    await receive(raw);
    expect(world.conversations[0]?.userAddress).toBeUndefined();
  });

  it('proves an agent once: the same mail with another To is held, or a duplicate', async () => {
    const once = await signed('anna@shop.example', M365, {});
    expect(await receive(once)).toMatchObject({ outcome: 'delivered', verdicts: { dkim: 'PASS' } });
    const again = once.replace(TO, 'support@piping.example').replace('To: ', `Cc: ${TO}\r\nTo: `);
    expect(again).not.toBe(once);
    expect(['held', 'duplicate']).toContain((await receive(again))?.outcome);
  });

  it('proves nobody if the list leaves out From', async () => {
    const raw = await signed('m@shop.example', ['Date', 'Subject'], {});
    const record = await receive(raw.replace('From: m@', 'From: anna@'));
    expect(record).toMatchObject({ outcome: 'held', reason: 'staff-not-authenticated' });
  });

  it('proves nobody if a word was changed', async () => {
    const raw = await signed('anna@shop.example', M365, {});
    const record = await receive(raw.replace('that helped', 'pay me'));
    expect(record).toMatchObject({ outcome: 'held', reason: 'staff-not-authenticated' });
  });
});

/** A thief's text between a copy of the author's From and the author's signed mail, which strict readers read as header fields. */
const TORN_HEADERS: Record<string, string> = {
  'a line that is no field': '\r\nWe refund 10,000 euro\r\nand more.\r\n',
  'an empty line that ends in a bare LF': '\r\nX-A: 1\n\nWe refund 10,000 euro.\r\n',
  'an empty line among CRLF that ends in a bare LF': '\r\nX-A: 1\r\n\nWe refund 10,000 euro.\r\n',
  'a line of blanks': '\r\nX-A: 1\r\n \r\nWe refund 10,000 euro.\r\n',
  'an empty line with two CRs': '\r\nX-A: 1\r\n\r\r\nWe refund 10,000 euro.\r\n',
  'a greeting': '\r\nHello: We refund\r\n10,000 euro.\r\n',
};

describe('a header that readers separate from the body in different places', () => {
  it.each(Object.entries(TORN_HEADERS))('proves no agent by a signature: %s', async (_, torn) => {
    const genuine = await signed('anna@shop.example', M365, { To: 'thief@evil.example' });
    const end = genuine.indexOf('From: ');
    const raw = `From: anna@shop.example\r\nTo: ${TO}\r\n${genuine.slice(0, end).trimEnd()}${torn}${genuine.slice(end)}`;
    const record = await receive(raw);
    expect(record).toMatchObject({ outcome: 'held', reason: 'staff-not-authenticated' });
  });
});

describe('a second Content-Type above the one that was signed (S4)', () => {
  it('proves no agent, as it would change how the body is read', async () => {
    const body = 'Thank you, that helped.\r\n';
    const genuine = await signed('anna@shop.example', M365, { To: 'thief@evil.example' });
    expect(genuine.endsWith(body)).toBe(true);
    const raw = `To: ${TO}\r\nContent-Type: text/html\r\n${genuine}`;
    expect(await receive(raw)).toMatchObject({
      outcome: 'held',
      reason: 'staff-not-authenticated',
    });
  });
});

/** The fields that Gmail signs, most of them twice, so that none can be added. It leaves out Content-Type. */
const GMAIL =
  'to:subject:message-id:date:from:mime-version:from:to:cc:subject:date:message-id:reply-to';
const crlf = (lines: string[]) => `${lines.join('\r\n')}\r\n`;
/** An answer that quotes what a thief wrote, in the forms in which programs send one. */
const ANSWER = {
  plain: crlf([
    'No, sorry.',
    '',
    'On Mon, Nov 2, 2026 at 9:00 AM Thief <t@evil.example> wrote:',
    '> Please =0A=0AWe refund 10,000 euro. +AAoACg-We refund it. <p>We refund it.</p>',
  ]),
  broken: crlf([
    'No, sorry.',
    '',
    'On Mon, Nov 2, 2026 at 9:00 AM Thief <t@evil.example> wrote:',
    '> Dear Anna, would you be so kind as to tell us whether =',
    'We refund 10,000 euro.',
  ]),
  equal: crlf([
    'On Mon, Nov 2, 2026 at 9:00 AM Thief <t@evil.example> wrote:',
    '> Is a=b the code, and do you refund it, or =',
    'No, sorry.',
  ]),
  french: crlf([
    'No, sorry.',
    '',
    'De=A0: Thief <t@evil.example>',
    'Envoy=E9=A0: lundi 2 novembre 2026 09:00',
    '=C0=A0: anna@shop.example',
    'Objet=A0: parcel',
    '',
    'We refund it.',
  ]),
  attributes: crlf([
    '<div dir=3D"ltr">No, sorry.</div>',
    '<div class=3D"yahoo_quoted"><div>Thief wrote:</div><p>We refund it.</p></div>',
  ]),
  shifted: crlf([
    '<div>No, sorry.</div><blockquote type="cite"><img alt="<meta charset=utf-7>">',
    'Hello +ADw-/blockquote+AD4- We refund it.</blockquote>',
  ]),
  coded: `${Buffer.from(
    '<div>No, sorry.</div><blockquote type="cite">We refund it.</blockquote>',
  ).toString('base64')}\r\n`,
  page: crlf(['<div>No, sorry.</div><blockquote type="cite">', 'We refund it.</blockquote>']),
  mixed: crlf([
    '--b',
    'Content-Type: text/plain',
    '',
    'No, sorry.',
    '--b',
    'Content-Type: text/html; name=x.html',
    'Content-Disposition: inline; filename=x.html',
    '',
    '--evil',
    'Content-Type: text/plain',
    '',
    'We refund it.',
    '--evil--',
    '--b--',
  ]),
  forms: crlf([
    '--b',
    'Content-Type: text/plain',
    '',
    'No, sorry.',
    '',
    '  On Monday, Thief wrote:',
    '',
    ' We refund it.',
    '--b',
    'Content-Type: text/html',
    '',
    '<div>No, sorry.</div><blockquote type="cite">We refund it.</blockquote>',
    '--b--',
  ]),
  letter: crlf([
    '--b',
    'Content-Type: text/plain',
    '',
    'No, sorry.',
    '--b',
    'Content-Type: text/rtf',
    '',
    '{\\rtf1 What we wrote before.}',
    '--b--',
  ]),
  untyped: crlf([
    '--b',
    'Content-Transfer-Encoding: 7bit',
    '',
    'No, sorry.',
    '--b',
    'Content-Type: text/plain; name=x.txt',
    'Content-Disposition: attachment; filename=x.txt',
    '',
    'We refund it.',
    '--b--',
  ]),
};
const PLAIN = { 'Content-Type': 'text/plain' };
const PAGE = { 'Content-Type': 'text/html' };
const MIXED = { 'Content-Type': 'multipart/mixed; boundary=b' };
const QP = { ...PLAIN, 'Content-Transfer-Encoding': 'quoted-printable' };
const FRENCH = {
  'Content-Type': 'text/plain; charset=iso-8859-1',
  'Content-Transfer-Encoding': 'quoted-printable',
};
const QP_PAGE = { ...PAGE, 'Content-Transfer-Encoding': 'quoted-printable' };
const LABELLED = { 'Content-Type': 'text/html; charset=utf-8' };
const FORMS = { 'Content-Type': 'multipart/alternative; boundary=b' };
const BASE64 = { ...PAGE, 'Content-Transfer-Encoding': 'base64' };
type Fields = Record<string, string>;
/** How it was sent, and what a thief makes of that; an empty field is left out. */
const OTHERWISE: [keyof typeof ANSWER, Fields, Fields][] = [
  ['plain', PLAIN, { 'Content-Type': 'text/html' }],
  ['plain', PLAIN, { 'Content-Type': 'text/enriched' }],
  ['plain', PLAIN, { 'Content-Type': 'text/plain; charset=utf-7' }],
  ['plain', PLAIN, { 'Content-Type': 'x/y; charset=utf-7' }],
  ['plain', PLAIN, { 'Content-Transfer-Encoding': 'quoted-printable' }],
  ['plain', PLAIN, { 'Content-Transfer-Encoding': 'base64' }],
  ['plain', PLAIN, { 'Content-Transfer-Encoding': 'x-uuencode' }],
  ['plain', PLAIN, { 'Content-Type': 'multipart/mixed' }],
  ['plain', PLAIN, { 'Content-Type': 'application/pdf; name="We refund it.pdf"' }],
  ['plain', PLAIN, { 'Content-Type': 'message/rfc822' }],
  ['plain', PLAIN, { 'Content-Disposition': 'attachment; filename=smime.p7m' }],
  ['equal', PLAIN, { 'Content-Transfer-Encoding': 'quoted-printable' }],
  ['french', FRENCH, { 'Content-Transfer-Encoding': '' }],
  ['french', FRENCH, { 'Content-Type': 'text/plain; charset=koi8-r' }],
  ['attributes', QP_PAGE, { 'Content-Transfer-Encoding': '8bit' }],
  ['shifted', LABELLED, { 'Content-Type': 'text/html' }],
  ['forms', FORMS, { 'Content-Type': 'multipart/mixed; boundary=b' }],
  ['letter', MIXED, { 'Content-Type': 'multipart/alternative; boundary=b' }],
  ['untyped', MIXED, { 'Content-Type': 'multipart/digest; boundary=b' }],
  ['broken', QP, { 'Content-Transfer-Encoding': '' }],
  ['page', PAGE, { 'Content-Type': 'text/plain' }],
  ['page', PAGE, { 'Content-Type': 'x/y' }],
  ['page', PAGE, { 'Content-Type': '' }],
  ['coded', BASE64, { ...PLAIN, 'Content-Transfer-Encoding': 'quoted-printable' }],
  ['coded', BASE64, { 'Content-Type': 'text/plain', 'Content-Transfer-Encoding': '' }],
  ['mixed', MIXED, { 'Content-Type': 'multipart/mixed; boundary=evil' }],
  ['mixed', MIXED, { 'Content-Type': 'multipart/alternative; boundary=b' }],
  ['mixed', MIXED, { 'Content-Type': 'text/plain; name=a.txt' }],
  ['mixed', MIXED, { 'Content-Type': '' }],
];
const SIGNED = [
  '--b',
  'Content-Type: text/plain',
  '',
  'No, sorry.',
  '--b',
  'Content-Type: application/pgp-signature',
  '',
  '--b--',
];
const PAGES = [
  ...['--b', 'Content-Type: multipart/mixed; boundary=c', ''],
  ...['--c', 'Content-Type: text/html', '', '<p>Here it is.</p>'],
  ...['--c', 'Content-Type: text/html', '', '<p>Anna</p>', '--c--'],
];
/** What says itself how it is to be read, although it begins in an odd way. */
const CLEAR: Record<string, [Fields, string[]]> = {
  'a heart': [PLAIN, ['<3']],
  'words about a tag': [PLAIN, ['Use <b> for bold.']],
  'an address in brackets': [PLAIN, ['<https://shop.example/> is down.']],
  'a ruler': [PLAIN, ['-----Original Message-----', 'From: Thief']],
  'escapes that no field announces, which are undone': [
    PLAIN,
    ['Gr=C3=BC=C3=9Fe aus dem sch=C3=B6nen =', 'K=C3=B6ln.'],
  ],
  'the line breaks that .NET escapes': [
    QP,
    ['No, sorry. We do not refund a parcel that was opened.=0D=0A=0D=0ABest rega=', 'rds=0D=0A'],
  ],
  'a delimiter, above a part like a page': [
    MIXED,
    ['--b', 'Content-Type: text/plain', '', '<b> is a tag, as is =', '</b>.', '--b--'],
  ],
  'a link': [PLAIN, ['https://shop.example/?order=8412']],
  'an empty text beside two pages, as Apple Mail sends a file between them': [
    FORMS,
    ['--b', 'Content-Type: text/plain', '', '', ...PAGES, '--b--'],
  ],
  'a reaction in Gmail': [
    FORMS,
    [
      ...['--b', 'Content-Type: text/plain', '', 'Anna reacted via Gmail'],
      ...['--b', 'Content-Type: text/vnd.google.email-reaction+json', '', '{"emoji":"+1"}'],
      ...['--b', 'Content-Type: text/html', '', '<p>Anna reacted via Gmail</p>', '--b--'],
    ],
  ],
  'the notice of S/MIME': [
    MIXED,
    ['This is a cryptographically signed message in MIME format.', '', ...SIGNED],
  ],
  'the notice of OpenPGP': [
    MIXED,
    ['This is an OpenPGP/MIME signed message (RFC 4880 and 3156)', ...SIGNED],
  ],
  'a notice of two lines': [
    MIXED,
    ['  This message is in MIME format.  The first part', '  should be readable.', '', ...SIGNED],
  ],
};

describe('a signature that does not cover how the body is to be read (S3)', () => {
  const send = (form: keyof typeof ANSWER, fields: Fields) =>
    signed('anna@shop.example', GMAIL.split(':'), fields, {}, ANSWER[form]);

  it.each(OTHERWISE)('proves the agent’s %s as %j, and not as %j', async (form, sent, changed) => {
    const genuine = await send(form, sent);
    const bare = Object.keys({ ...sent, ...changed }).reduce(
      (mail, name) => mail.replace(new RegExp(`^${name}: .*\r\n`, 'm'), ''),
      genuine,
    );
    const head = Object.entries({ ...sent, ...changed }).filter(([, value]) => value !== '');
    const forged = head.map(([name, value]) => `${name}: ${value}\r\n`).join('') + bare;
    expect(await receive(forged)).toMatchObject({
      outcome: 'held',
      reason: 'staff-not-authenticated',
      verdicts: { dkim: 'PASS' },
    });
    expect(await receive(genuine)).toMatchObject({ outcome: 'delivered' });
    expect(world.messages.at(-1)?.text).toBe('No, sorry.');
  });

  it.each(Object.entries(CLEAR))('proves the agent whose mail begins with %s', async (_, mail) => {
    const [fields, body] = mail;
    const raw = await signed('anna@shop.example', GMAIL.split(':'), fields, {}, crlf(body));
    expect(await receive(raw)).toMatchObject({ outcome: 'delivered' });
  });

  it.each([
    ['a page without a tag at its beginning', PAGE, 'No, sorry.<br><blockquote>We refund it.<br>'],
    ['a forwarded mail', { 'Content-Type': 'message/rfc822' }, 'From: t@evil.example\r\n\r\nWe'],
  ])('proves no agent where nothing but the field tells %s from a text', async (_, sent, body) => {
    const genuine = await signed('anna@shop.example', GMAIL.split(':'), sent, {}, `${body}\r\n`);
    const forged = genuine.replace(/^Content-Type: .*$/m, 'Content-Type: text/plain');
    expect(forged).not.toBe(genuine);
    expect(await receive(forged)).toMatchObject({ outcome: 'held', verdicts: { dkim: 'PASS' } });
  });

  it('proves the agent in any reading if it covers it', async () => {
    const list = [...GMAIL.split(':'), 'content-type'];
    const genuine = await signed('anna@shop.example', list, { 'Content-Type': 'text/html' });
    expect(await receive(genuine)).toMatchObject({ outcome: 'delivered' });
  });

  it('proves no agent by another name of the file that the mail is', async () => {
    const type = { 'Content-Type': 'application/pdf; name=a.pdf' };
    const genuine = await signed('anna@shop.example', M365, type);
    const named = `Content-Disposition: attachment; filename="We refund it.pdf"\r\n${genuine}`;
    expect(await receive(named)).toMatchObject({ outcome: 'held', verdicts: { dkim: 'PASS' } });
    expect(await receive(genuine)).toMatchObject({ outcome: 'delivered' });
  });

  it('proves no agent with a second Subject, which people would read', async () => {
    const genuine = await signed('anna@shop.example', M365, {}, { Subject: 'We refund it' });
    expect(await receive(genuine)).toMatchObject({ reason: 'staff-not-authenticated' });
  });
});

/** What a mail says, without blanks; undefined if a signature over From and Subject would prove nobody. */
async function readProved(head: Fields, body: string) {
  const lines = Object.entries({ From: 'anna@shop.example', ...head })
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}\r\n`);
  const parsed = await parseMessage(Readable.from([Buffer.from(`${lines.join('')}\r\n${body}`)]));
  if (parsed.kind !== 'message' || !coversReading(['from', 'subject'], parsed.message))
    return undefined;
  const files = parsed.message.attachments.map(({ filename }) => filename);
  return [readWords(parsed.message, [], true).reply.replace(/\s+/g, ''), ...files];
}

describe('a signature over From and Subject alone (S3)', () => {
  const sentForms = new Map(OTHERWISE.map(([form, sent]) => [form, sent]));
  it.each([...sentForms])(
    'proves no other words and files than those of the %s, whatever other fields say',
    async (form, sent) => {
      const said = await readProved(sent, ANSWER[form]);
      expect(said?.[0]).toBe('No,sorry.');
      for (const [, , changed] of OTHERWISE) {
        const says = await readProved({ ...sent, ...changed }, ANSWER[form]);
        expect([changed, says ?? said]).toEqual([changed, said]);
      }
    },
  );
});

/** Blanks that a thief adds to a signed body, or to a line of it. */
const widen = (blanks: string) => (body: string) => body.replace(/[ \t]+/g, blanks);
const fillEmptyLines = (body: string) => body.replace(/\r\n(?=\r\n)/g, '\r\n  ');
const part = (delimiter: string, lines: string[]) => [
  delimiter,
  'Content-Type: text/plain',
  '',
  ...lines,
];
const HISTORY = [
  'No, sorry.',
  '',
  'From: Thief <t@evil.example>',
  'Sent: Monday, 2 November 2026 09:00',
  'To: anna@shop.example',
  'Subject: parcel',
  '',
  'We refund it.',
];
const DATED = ['No, sorry.', '', 'Refund Team - 02/11/2026 09:00', '', '> Hello'];
const QUOTED = ['No, sorry.', '', 'Thief wrote:', ' > Hello,', ' > We refund it.'];
const ATTRIBUTED = [
  'On Mon, Nov 2, 2026 at 9:00 AM Thief <t@evil.example> wrote:',
  '> We refund it.',
];
const NAMED = [
  ...part('--b', ['No, sorry.']),
  ...['--b', 'Content-Type: text/plain; name=refund.txt', '', 'We refund it.', '--b--'],
];
const DOMINO = '=_mixed 004A8C6EC1257A5B_=';
const WIDENED: [string, string[], (body: string) => string, boundary?: string][] = [
  ['that fill the empty lines of a part', part('--b', HISTORY), fillEmptyLines, 'b'],
  ['in an attribution', [...ATTRIBUTED, '', 'No, sorry.'], widen(' '.repeat(300))],
  ['in a header block', HISTORY, widen(' '.repeat(300))],
  ['by twos in a name and a date', DATED, widen('  ')],
  ['before quote marks', QUOTED, widen(' '.repeat(9))],
  ['before quote marks, as tabs', QUOTED, widen('\t')],
  [
    'behind a delimiter',
    NAMED,
    (body) => body.replace(/^--b\r/gm, `--b${' '.repeat(5000)}\r`),
    'b',
  ],
  ['before the name of a file', NAMED, (body) => body.replace('; ', `;${' '.repeat(20_000)}`), 'b'],
  [
    'in a delimiter',
    [...part(`--${DOMINO}`, ['No, sorry.']), ...part(`--${DOMINO}`, ['']), `--${DOMINO}--`],
    (body) => body.replace(/(?<=\r\n--=_mixed) /g, '   '),
    DOMINO,
  ],
];

describe('blanks that a relaxed signature does not cover (RFC 6376 §3.4.4)', () => {
  it.each(WIDENED)(
    'put nobody else’s words into the answer: %s',
    async (_, lines, change, boundary) => {
      const type =
        boundary === undefined ? 'text/plain' : `multipart/mixed; boundary="${boundary}"`;
      const body = crlf(lines);
      const raw = await signed('anna@shop.example', M365, { 'Content-Type': type }, {}, body);
      const changed = raw.replace(body, change(body));
      expect(changed).not.toBe(raw);
      expect(await receive(changed)).toMatchObject({ reason: 'reply', verdicts: { dkim: 'PASS' } });
      expect(world.messages.at(-1)?.text.replace(/\s+/g, ' ')).toBe('No, sorry.');
    },
  );
});

describe('createDkimChecker', () => {
  it('looks up nothing with "none"', async () => {
    const checker = createDkimChecker('none', { now: () => NOW });
    const raw = Buffer.from(await signed('carla@kunde.example', M365, {}));
    expect(await checker.check(Readable.from([raw]))).toEqual({});
    expect(await checker.readSealers(Readable.from([raw]))).toEqual([]);
  });
});
