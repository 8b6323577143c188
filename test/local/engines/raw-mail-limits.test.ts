import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composeMail } from '../../../functions/notifications/compose-mail.ts';
import { threadHeaders } from '../../../functions/notifications/thread-headers.ts';
import { requireSendable } from '../../../local/engines/raw-mail-limits.ts';
import { content, shown } from '../../notifications/mail-fixture.ts';

const TO = ['carla@customer.example'];
const mail = (...fields: string[]) => ['From: a@b.example', ...fields, '', 'x', ''].join('\r\n');

describe('requireSendable', () => {
  it.each([
    [mail('To: a@b.example', 'TO: c@d.example'), TO, "Duplicate header 'to'."],
    [mail(': x'), TO, 'Empty header names are illegal.'],
    [mail('To x: a@b.example'), TO, "Illegal header 'to x'."],
    [mail('Subject: caf\xe9'), TO, 'A header field holds what is not ASCII.'],
    [mail('Subject: x', '  '), TO, 'A header field is folded into an empty line.'],
    [mail(`Subject: ${'x'.repeat(990)}`), TO, 'Line 2 is longer than 1000 octets.'],
    [mail(), ['j\xf6rg@b.example'], "Illegal address 'j\xf6rg@b.example'."],
    [mail(), [`${'a'.repeat(65)}@b.example`], `Illegal address '${'a'.repeat(65)}@b.example'.`],
    [mail('Content-Disposition: attachment;', ' filename=a.exe'), TO, "Illegal filename 'a.exe'."],
    [
      mail("Content-Disposition: attachment; filename*0*=utf-8''%C3%A8;", ' filename*1*=.js'),
      TO,
      "Illegal filename 'utf-8''%C3%A8.js'.",
    ],
  ])('refuses what SES refuses: %#', (raw, to, message) => {
    expect(() => requireSendable(raw, to)).toThrow(message);
  });

  it('accepts every mail that we compose, whatever people wrote', async () => {
    const odd = fc.constantFrom(
      '漢'.repeat(60),
      'x'.repeat(600),
      '\r\nBcc: x@y',
      '\0',
      '\u202e',
      '"',
      '\\',
      '=?x?=',
      '😀',
      '\ud800',
      ' ',
    );
    const words = fc
      .array(fc.oneof(odd, fc.string({ unit: 'binary' })), { maxLength: 12 })
      .map((some) => some.join(''));
    const ids = fc.array(fc.constantFrom('<a@b>', '<é@b>', `<${'x'.repeat(890)}@b>`, '<a,b@c>'), {
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(words, words, words, ids, async (name, subject, text, known) => {
        const at = '2026-11-22T10:01:00.000Z';
        const thread = threadHeaders({
          root: '<1@piping.example>',
          known,
          subject: subject.slice(0, 500),
          conversationId: '1',
          conversationStartedAt: at,
          at,
        });
        const envelope = {
          from: 'support@piping.example',
          replyTo: 'support+token@piping.example',
          displayName: `${name.slice(0, 100)} | LC1-473412`,
          to: { name: name.slice(0, 200), address: 'carla@customer.example' },
          subject: subject.slice(0, 500),
          messageId: '<1@piping.example>',
          date: at,
          thread,
          isAutomatic: true,
        };
        const files = [
          {
            filename: name.slice(0, 150),
            contentType: subject.slice(0, 100),
            content: Buffer.from(text),
          },
        ];
        const { raw } = await composeMail(
          envelope,
          content({ messages: [shown({ text, author: name })] }),
          files,
        );
        requireSendable(raw.toString('latin1'), TO);
      }),
      { numRuns: 25 },
    );
  });
});
