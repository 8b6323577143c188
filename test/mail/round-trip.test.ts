import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import MailComposer from 'nodemailer/lib/mail-composer';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { parseMessage } from '../../functions/mail/parse-message.ts';
import { readRaw, streamOf } from './read-fixture.ts';

/** Lines that survive any mail program: without control characters and blanks at the ends. */
const line = fc
  .string({ unit: 'grapheme', maxLength: 60 })
  .map((text) => text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '').trim());
const body = fc.array(line, { minLength: 1, maxLength: 8 }).map((lines) => `x${lines.join('\n')}x`);
const file = fc.record({
  filename: fc.stringMatching(/^[\p{L}0-9][\p{L}0-9 ]{0,20}[\p{L}0-9]\.(pdf|png|txt)$/u),
  content: fc.uint8Array({ maxLength: 500 }).map((octets) => Buffer.from(octets)),
  contentDisposition: fc.constant('attachment' as const),
});
const mail = fc.record({
  text: body,
  html: fc.option(body, { nil: undefined }),
  subject: line.map((text) => text.normalize('NFC')),
  attachments: fc.array(file, { maxLength: 4 }),
  textEncoding: fc.constantFrom('quoted-printable' as const, 'base64' as const),
});

async function compose(options: object): Promise<Buffer> {
  return buffer(
    new MailComposer({ from: 'Änne <anna@customer.example>', ...options })
      .compile()
      .createReadStream(),
  );
}

describe('parseMessage after MailComposer', () => {
  it('gives what was composed', async () => {
    await fc.assert(
      fc.asyncProperty(mail, async (options) => {
        const message = await readRaw(await compose(options));
        expect(message.from).toEqual([{ name: 'Änne', address: 'anna@customer.example' }]);
        expect(message.text?.trimEnd()).toBe(options.text);
        expect(message.html?.trimEnd()).toBe(options.html);
        expect(message.subject).toBe(options.subject.replace(/ {2,}/g, ' '));
        const given = message.attachments.map(({ filename, size }) => ({ filename, size }));
        expect(given).toEqual(
          options.attachments.map(({ filename, content }) => ({
            filename: filename.normalize('NFC').replace(/ {2,}/g, ' '),
            size: content.length,
          })),
        );
      }),
      { numRuns: 100 },
    );
  });

  it('agrees with postal-mime on what is text and what is a file', async () => {
    await fc.assert(
      fc.asyncProperty(mail, async (options) => {
        const raw = await compose(options);
        const [ours, theirs] = [await readRaw(raw), await PostalMime.parse(raw)];
        expect(ours.text?.trimEnd()).toBe(theirs.text?.trimEnd());
        expect(ours.html?.trimEnd()).toBe(theirs.html?.trimEnd());
        expect(ours.attachments).toHaveLength(theirs.attachments.length);
      }),
      { numRuns: 50 },
    );
  });
});

describe('parseMessage on random input', () => {
  const token = fc.constantFrom(
    '\r\n',
    '\n',
    '\r',
    '--b',
    '--b--',
    '--',
    '-',
    ' ',
    ':',
    ';',
    '=',
    '"',
    '(',
    '\0',
    '\xff',
    '=?utf-8?B?',
    '?=',
    'Content-Type: multipart/mixed; boundary=b',
    'Content-Type: multipart/alternative; boundary="b"',
    'Content-Type: text/html',
    'Content-Transfer-Encoding: base64',
    'Content-Transfer-Encoding: quoted-printable',
    'Content-Type: message/delivery-status',
    'Content-Disposition: attachment; filename*0*=x',
    'From: a@b.example',
    'Subject: x',
    'AAAA',
    '=3D',
    '=\r\n',
    'text',
  );

  it('never throws on random octets', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), async (octets) => {
        const { kind } = await parseMessage(streamOf(Buffer.from(octets)));
        expect(['message', 'unreadable']).toContain(kind);
      }),
    );
  });

  it('never throws on pieces of mail in any order, and finds the same in chunks of any size', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(token, { maxLength: 80 }),
        fc.integer({ min: 1, max: 50 }),
        async (tokens, bytes) => {
          const raw = Buffer.from(tokens.join(''), 'latin1');
          const whole = await parseMessage(Readable.from([raw]));
          expect(await parseMessage(streamOf(raw, bytes))).toEqual(whole);
        },
      ),
      { numRuns: 300 },
    );
  });
});
