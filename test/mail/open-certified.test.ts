import { describe, expect, it } from 'vitest';
import { detectAutomatic } from '../../functions/mail/reports/detect-automatic.ts';
import { readRaw } from './read-fixture.ts';

const INNER = `From: anna@pec.example
Subject: Re: Ordine 4711
In-Reply-To: <a@eu-west-1.amazonses.com>
Content-Type: multipart/mixed; boundary=i

--i
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Via Citt=C3=A0 5
--i
Content-Type: application/pdf; name=contratto.pdf

x
--i--`;
/** A multipart without its header. */
const PARTS =
  '--i\r\nContent-Type: application/pdf; name=contratto.pdf\r\n\r\nx\r\n--i\r\nContent-Type: text/plain\r\n\r\nVia\r\n--i--';
const envelope = (fields: string) =>
  `From: "Per conto di: anna@pec.example" <posta-certificata@provider.example>
Reply-To: anna@pec.example
To: support@piping.example
Subject: POSTA CERTIFICATA: Re: Ordine 4711
Message-ID: <1@provider.example>
${fields}MIME-Version: 1.0
Content-Type: multipart/signed; protocol="application/pkcs7-signature"; boundary=s

--s
Content-Type: multipart/mixed; boundary=m

--m
Content-Type: text/plain; charset=iso-8859-1

Messaggio di posta certificata. Il giorno 26/11/2026 il messaggio e' stato inviato.
--m
Content-Type: message/rfc822; name=postacert.eml
Content-Disposition: inline; filename=postacert.eml

${INNER}
--m
Content-Type: application/xml; name=daticert.xml
Content-Transfer-Encoding: base64

PHBvc3RhY2VydC8+
--m--
--s
Content-Type: application/pkcs7-signature; name=smime.p7s
Content-Transfer-Encoding: base64

MIIB
--s--
`.replaceAll('\n', '\r\n');

describe('certified mail, PEC (S21)', () => {
  it('is the mail inside the envelope; the author stays the provider', async () => {
    const { author, subject, text, attachments, inReplyTo } = await readRaw(
      envelope('X-Trasporto: posta-certificata\n'),
    );
    expect(author?.address).toBe('posta-certificata@provider.example');
    expect([subject, text]).toEqual(['Re: Ordine 4711', 'Via Città 5']);
    expect(attachments.map(({ filename }) => filename)).toEqual(['contratto.pdf']);
    expect(inReplyTo).toEqual(['<a@eu-west-1.amazonses.com>']);
  });

  it.each([
    ['is empty', ''],
    ['has no header', 'Via Città 5\r\n\r\nsecondo piano'],
    ['is a page', '<html><body>Via Città 5</body></html>'],
    ['is parts without a header', PARTS],
    ['holds other octets', 'MIAGCSqGSIb3DQEHAqCAMIACAQExDzANBglghkgBZQMEAgEFADCABg'],
  ])('loses nothing if its postacert.eml %s', async (_, content) => {
    const raw = envelope('X-Trasporto: posta-certificata\n').replace(
      INNER.replaceAll('\n', '\r\n'),
      content,
    );
    const { subject, text, attachments } = await readRaw(raw);
    expect(subject).toBe('POSTA CERTIFICATA: Re: Ordine 4711');
    expect(text).toContain('Messaggio di posta certificata');
    const file = attachments.find(({ filename }) => filename === 'postacert.eml');
    expect(file?.size).toBe(content.length);
  });

  it('takes the author’s name from the mail inside, otherwise from the envelope', async () => {
    const raw = envelope('X-Trasporto: posta-certificata\n');
    const named = raw.replace(
      'From: anna@pec.example\r\n',
      'From: Anna Rossi <anna@pec.example>\r\n',
    );
    const author = { name: 'Anna Rossi', address: 'posta-certificata@provider.example' };
    expect((await readRaw(named)).from).toEqual([author]);
    expect((await readRaw(named)).author).toEqual(author);
    expect((await readRaw(raw)).author?.name).toBe('Per conto di: anna@pec.example');
  });

  it('is an ordinary mail with files if X-Trasporto is missing', async () => {
    const { subject, attachments } = await readRaw(envelope(''));
    expect(subject).toBe('POSTA CERTIFICATA: Re: Ordine 4711');
    expect(attachments.map(({ filename }) => filename)).toEqual([
      'postacert.eml',
      'daticert.xml',
      'smime.p7s',
    ]);
  });

  it('keeps the ids that the envelope answers, if there are any', async () => {
    const fields = 'X-Trasporto: posta-certificata\nReferences: <b@x.example>\n';
    const { inReplyTo, references } = await readRaw(envelope(fields));
    expect([inReplyTo, references]).toEqual([[], ['<b@x.example>']]);
    const answer = 'X-Trasporto: posta-certificata\nIn-Reply-To: <b@x.example>\n';
    for (const more of ['', 'References: <c@x.example>\n'])
      expect((await readRaw(envelope(answer + more))).inReplyTo).toEqual(['<b@x.example>']);
  });

  it('is also the mail inside an envelope for uncertified mail', async () => {
    const { text } = await readRaw(envelope('X-Trasporto: errore\n'));
    expect(text).toBe('Via Città 5');
  });

  it('is found by its type if its file has no name', async () => {
    const raw = envelope('X-Trasporto: posta-certificata\n')
      .replace('; name=postacert.eml', '')
      .replace('; filename=postacert.eml', '');
    expect((await readRaw(raw)).text).toBe('Via Città 5');
  });

  it.each([
    ['another mark', 'X-Trasporto: non posta-certificata\n', 'posta-certificata@'],
    ['a mark that only begins alike', 'X-Trasporto: errorem\n', 'posta-certificata@'],
    ['an author who is no provider', 'X-Trasporto: posta-certificata\n', 'x.posta-certificata@'],
  ])('is not assumed with %s', async (_, fields, author) => {
    const raw = envelope(fields).replace('<posta-certificata@', `<${author}`);
    expect((await readRaw(raw)).subject).toBe('POSTA CERTIFICATA: Re: Ordine 4711');
  });

  it.each(['xpostacert.eml', 'postacert.eml.exe'])('does not open %s', async (name) => {
    const raw = envelope('X-Trasporto: posta-certificata\n').replaceAll('postacert.eml', name);
    expect((await readRaw(raw)).subject).toBe('POSTA CERTIFICATA: Re: Ordine 4711');
  });

  it('is not assumed if an agent is the author: a forwarded mail stays a file', async () => {
    const raw = envelope('X-Trasporto: posta-certificata\n').replace(
      'posta-certificata@provider.example',
      'anna@shop.example',
    );
    const { text, attachments } = await readRaw(raw);
    expect(text).toContain('Messaggio di posta certificata');
    expect(attachments.map(({ filename }) => filename)).toContain('postacert.eml');
  });

  it.each([
    ['auto-submitted', 'Auto-Submitted: auto-replied'],
    ['mailing-list', 'List-Id: <news.pec.example>'],
    ['auto-reply-header', 'X-Autoreply: yes'],
    ['bulk', 'Precedence: bulk'],
    ['null-reverse-path', 'Return-Path: <>'],
    ['loop', 'X-Email-Piping-Loop: support@piping.example'],
    ['own-address', 'From: support@piping.example'],
  ])('is automatic if the mail inside is: %s (S5)', async (reason, line) => {
    const raw = envelope('X-Trasporto: posta-certificata\n').replace(
      '\r\n\r\nFrom: anna@pec.example\r\n',
      `\r\n\r\n${line.startsWith('From') ? '' : 'From: anna@pec.example\r\n'}${line}\r\n`,
    );
    const message = await readRaw(raw);
    const input = { envelope: { forwardPaths: [] }, pipingAddress: 'support@piping.example' };
    expect(detectAutomatic({ ...input, message })).toBe(reason);
    const plain = await readRaw(envelope('X-Trasporto: posta-certificata\n'));
    expect(detectAutomatic({ ...input, message: plain })).toBeUndefined();
  });

  it.each(['accettazione', 'avvenuta-consegna', 'errore-consegna', 'non-accettazione'])(
    'a receipt is automatic: %s (S5)',
    async (kind) => {
      const message = await readRaw(envelope(`X-Ricevuta: ${kind}\n`));
      expect(detectAutomatic({ message, envelope: { forwardPaths: [] } })).toBe('delivery-report');
    },
  );
});
