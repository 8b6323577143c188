import { describe, expect, it } from 'vitest';
import { SignedDataReader } from '../../../functions/mail/leaves/signed-data.ts';
import type { MailLimits } from '../../../functions/mail/limits.ts';
import { parseMessage } from '../../../functions/mail/parse-message.ts';
import { mailOf, multipartOf } from '../mail-of.ts';
import { readRaw, streamOf } from '../read-fixture.ts';

function tlv(tag: number, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const [high, middle, low] = [body.length >> 16, (body.length >> 8) & 255, body.length & 255];
  const length = body.length < 128 ? [low] : [0x83, high, middle, low];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}
/** As OpenSSL streams it: without a length, with two zero octets as end mark. */
const endless = (tag: number, ...content: Buffer[]) =>
  Buffer.concat([Buffer.from([tag, 0x80]), ...content, Buffer.from([0, 0])]);

const OID = tlv(6, Buffer.from('2a864886f70d010702', 'hex'));
const VERSION = tlv(2, Buffer.from([1]));
const ALGORITHMS = tlv(0x31, tlv(0x30, tlv(6, Buffer.from('608648016503040201', 'hex'))));
const der = (content: string) =>
  tlv(
    0x30,
    OID,
    tlv(
      0xa0,
      tlv(
        0x30,
        VERSION,
        ALGORITHMS,
        tlv(0x30, OID, tlv(0xa0, tlv(4, Buffer.from(content)))),
        tlv(0x31),
      ),
    ),
  );
const ber = (...pieces: string[]) => {
  const string = endless(0x24, ...pieces.map((piece) => tlv(4, Buffer.from(piece))));
  return endless(
    0x30,
    OID,
    endless(
      0xa0,
      endless(0x30, VERSION, ALGORITHMS, endless(0x30, OID, endless(0xa0, string)), tlv(0x31)),
    ),
  );
};

const ENTITY =
  'Content-Type: multipart/mixed; boundary=i\r\n\r\n--i\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nVia Città 5\r\n--i\r\nContent-Type: application/pdf; name=a.pdf\r\n\r\nx\r\n--i--\r\n';
const FIELDS =
  'Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=smime.p7m';
const smime = (octets: Buffer, fields = FIELDS) =>
  readRaw(mailOf(fields, octets.toString('base64')));

describe('S/MIME with the text inside the signature (S23)', () => {
  it.each([
    ['DER', der(ENTITY)],
    ['BER', ber(ENTITY.slice(0, 50), ENTITY.slice(50))],
  ])('is read in %s, and marked as not checked', async (_, octets) => {
    for (const fields of [
      FIELDS,
      FIELDS.replace(' smime-type=signed-data;', '').replace('pkcs7', 'x-pkcs7'),
    ]) {
      const { text, attachments, marks } = await smime(octets, fields);
      expect([text, attachments.map(({ filename }) => filename), marks]).toEqual([
        'Via Città 5',
        ['a.pdf'],
        ['signed'],
      ]);
    }
  });

  it('holds a report only if it is the whole mail, not if somebody forwards it (S5)', async () => {
    const report =
      'Content-Type: multipart/report; boundary=i\r\n\r\n--i\r\n\r\nread\r\n--i\r\nContent-Type: message/disposition-notification\r\n\r\nDisposition: manual-action; displayed\r\n--i\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n--i--\r\n';
    const whole = await smime(der(report));
    expect(whole.reportParts).toContain('message/disposition-notification');
    expect(whole.deliveryReport).toBeDefined();
    const part = `${FIELDS}\n\n${der(report).toString('base64')}`;
    const sentOn = await readRaw(multipartOf('mixed', '\nWhat is this?', part));
    expect([sentOn.reportParts, sentOn.deliveryReport]).toEqual([[], undefined]);
  });

  it('drops only its own preamble, never the words above it (S14)', async () => {
    const entity = ENTITY.replace('--i\r\n', 'for old programs\r\n--i\r\n');
    const part = `${FIELDS}\n\n${der(entity).toString('base64')}`;
    const { text } = await readRaw(multipartOf('mixed', '\nSee what I signed:', part));
    expect(text).toBe('See what I signed:\nVia Città 5');
  });

  it('counts towards the limits of the whole mail', async () => {
    const part = `${FIELDS}\n\n${der(ENTITY).toString('base64')}`;
    const raw = multipartOf('mixed', part, part);
    const bound = async (limits: Partial<MailLimits>) => {
      const parsed = await parseMessage(streamOf(raw), { limits });
      return parsed.kind === 'over-limit' ? parsed.bound : parsed.kind;
    };
    expect([await bound({ maxParts: 6 }), await bound({ maxParts: 5 })]).toEqual([
      'message',
      'parts',
    ]);
  });

  it('is read under a type that says nothing, too (RFC 8551 §3.9)', async () => {
    const fields = FIELDS.replace(/application.*;/, 'application/octet-stream;');
    expect(await smime(der(ENTITY), fields)).toMatchObject({
      text: 'Via Città 5',
      marks: ['signed'],
    });
  });

  it('may have another name', async () => {
    const named = await smime(der(ENTITY), FIELDS.replaceAll('smime.p7m', 'signed.p7m'));
    expect(named).toMatchObject({ text: 'Via Città 5', marks: ['signed'] });
  });

  it('is found in chunks of any size', () => {
    const octets = ber(ENTITY.slice(0, 50), ENTITY.slice(50));
    for (const size of [1, 3, 64]) {
      const reader = new SignedDataReader();
      const found: Buffer[] = [];
      for (let at = 0; at < octets.length; at += size)
        found.push(reader.write(octets.subarray(at, at + size)));
      expect(Buffer.concat(found).toString()).toBe(ENTITY);
    }
  });

  it.each([
    Buffer.from('no signed data at all'),
    Buffer.from([0x30, 0x84, 255, 255, 255, 255]),
    Buffer.alloc(0),
    der('').subarray(0, 20),
  ])('stays a file if it is broken', async (octets) => {
    const { text, attachments, marks } = await smime(octets);
    expect([text, attachments.length, marks]).toEqual([undefined, 1, ['encrypted']]);
  });
});

describe('a signed document (S14)', () => {
  it.each([
    ['Contratto.pdf.p7m', '%PDF-1.4\n1 0 obj\n\nstream\n'],
    ['IT01234567890_FPR01.xml.p7m', '<p:Fattura xmlns:p="urn:x">\n\n<a/></p:Fattura>'],
    ['a.bin.p7m', 'x'.repeat(300_000)],
    ['a.txt.p7m', 'short'],
    ['smime.p7m', 'words without a header\n'],
  ])('stays a file: %s', async (name, document) => {
    for (const octets of [der(document), ber(...(document.match(/.{1,60000}/gs) ?? []))]) {
      const part = `${FIELDS.replaceAll('smime.p7m', name)}\n\n${octets.toString('base64')}`;
      const { text, attachments, marks } = await readRaw(multipartOf('mixed', '\nHere.', part));
      expect([text, marks]).toEqual(['Here.', []]);
      expect(attachments).toMatchObject([{ filename: name, size: octets.length }]);
    }
  });
});

describe('encrypted mail (S23)', () => {
  it('is no mail with certificates or compressed words', async () => {
    for (const type of ['certs-only', 'compressed-data'])
      expect((await smime(der('x'), FIELDS.replace('signed-data', type))).marks).toEqual([]);
  });

  it('is marked, and keeps its file', async () => {
    const enveloped = await smime(der('x'), FIELDS.replace('signed-data', 'enveloped-data'));
    expect([enveloped.marks, enveloped.attachments.length]).toEqual([['encrypted'], 1]);
    const pgp = await readRaw(
      multipartOf(
        'encrypted; protocol="application/pgp-encrypted"',
        'Content-Type: application/pgp-encrypted\n\nVersion: 1',
        'Content-Type: application/octet-stream; name=encrypted.asc\n\n-----BEGIN PGP MESSAGE-----',
      ),
    );
    expect([pgp.marks, pgp.attachments.map(({ filename }) => filename)]).toEqual([
      ['encrypted'],
      ['encrypted.asc'],
    ]);
  });

  it('becomes a file if the block stands in the text', async () => {
    const { text, attachments, marks } = await readRaw(
      mailOf(
        'Content-Type: text/plain',
        'Hello\n-----BEGIN PGP MESSAGE-----\n\nabc\n-----END PGP MESSAGE-----\n',
      ),
    );
    expect([text, attachments[0]?.filename, marks]).toEqual([
      'Hello\n\n',
      'encrypted.asc',
      ['encrypted'],
    ]);
  });
});

describe('PGP clear-signed text (S23)', () => {
  it('is read without its frame', async () => {
    const signed =
      '-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nHello\n- -- \nAnna\n-----BEGIN PGP SIGNATURE-----\n\niQ\n-----END PGP SIGNATURE-----\nbelow\n';
    const { text, marks } = await readRaw(mailOf('Content-Type: text/plain', signed));
    expect([text, marks]).toEqual(['Hello\n-- \nAnna\nbelow\n', ['signed']]);
  });

  it('begins below a line of blanks, too (RFC 9580 §6.2)', async () => {
    const signed =
      '-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n \t\nHello\n-----BEGIN PGP SIGNATURE-----\niQ\n';
    expect((await readRaw(mailOf('Content-Type: text/plain', signed))).text).toBe('Hello\n');
  });

  it('may have words above it, and no end', async () => {
    const signed =
      'above\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nHello\n-----BEGIN PGP SIGNATURE-----\niQ\n';
    expect((await readRaw(mailOf('Content-Type: text/plain', signed))).text).toBe('above\nHello\n');
  });

  it.each([
    '-----BEGIN PGP SIGNED MESSAGE-----\nHello\n',
    '-----BEGIN PGP SIGNED MESSAGE-----\n\nHello\n',
    '-----BEGIN PGP SIGNED MESSAGE-----\n-----BEGIN PGP SIGNATURE-----\n\nHello\n',
    'It says -----BEGIN PGP SIGNED MESSAGE-----\n\nHello\n-----BEGIN PGP SIGNATURE-----\n',
    '-----BEGIN PGP MESSAGE-----\n\nabc\n',
  ])('is left as it is if the frame is broken: %j', async (broken) => {
    const { text, marks } = await readRaw(mailOf('Content-Type: text/plain', broken));
    expect([text, marks]).toEqual([broken, []]);
  });
});
