import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMessage } from '../../functions/mail/parse-message.ts';
import { extractReply } from '../../functions/replies/extract-reply.ts';

/** Pieces of mails, ours and other programs', which are put together at random. */
const PIECE = fc.constantFrom(
  'Hello,',
  'On Tue, Nov 3, 2026 at 10:01 AM Ann <ann@shop.example> wrote:',
  'Il giorno mar 3 nov 2026 alle ore 10:01 Ann <ann@shop.example> ha scritto:',
  '> quoted',
  '>> twice',
  '>',
  '',
  '### Please type your reply above this line ###',
  '-----Original Message-----',
  '---------- Forwarded message ---------',
  'From: Ann <ann@shop.example>',
  'Sent: Tuesday, November 3, 2026 10:01 AM',
  'Subject: Re: printer',
  '-- ',
  'Sent from my iPhone',
  '_______________',
  'one two three four five six seven eight',
  '<div class="gmail_quote">',
  '<blockquote type="cite">',
  '</div>',
  '<p>para</p>',
  '<br>',
  '&gt;',
  '\u200e\u00a0',
);
const BODY = fc.oneof(
  fc.array(PIECE, { maxLength: 30 }).map((lines) => lines.join('\n')),
  fc.string({ unit: 'grapheme', maxLength: 400 }),
  fc
    .array(fc.oneof(PIECE, fc.string({ maxLength: 20 })), { maxLength: 30 })
    .map((all) => all.join('')),
);
const INPUT = fc.record(
  { text: BODY, html: BODY, sent: fc.array(BODY, { maxLength: 3 }) },
  { requiredKeys: [] },
);
const POLICY = fc.record(
  {
    signature: fc.constantFrom('keep', 'light', 'strip'),
    inline: fc.constantFrom('keep', 'drop'),
    forward: fc.constantFrom('strip', 'keep'),
  },
  { requiredKeys: [] },
);
/** Own text, without any marker or quote. */
const OWN_LINE = fc
  .array(
    fc.constantFrom(
      'printer',
      'it',
      'does',
      'not',
      'Work',
      'since',
      'ok',
      '###',
      'From',
      'On',
      'a:b',
      '(x)',
    ),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map((words) => words.join(' '));

/** Every tenth mail of the corpus, to be damaged. */
const CORPUS = new URL('corpus/', import.meta.url);
const names = (await readdir(CORPUS)).filter((name) => name.endsWith('.eml'));
const bodies = await Promise.all(
  names
    .filter((_, index) => index % 10 === 0)
    .map(async (name) => {
      const parsed = await parseMessage(createReadStream(new URL(name, CORPUS)));
      return parsed.kind === 'message' ? (parsed.message.html ?? parsed.message.text ?? '') : '';
    }),
);

const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}]+/gu) ?? [];

describe('extractReply', () => {
  it('never throws and answers the same twice', () => {
    fc.assert(
      fc.property(INPUT, POLICY, (input, policy) => {
        expect(extractReply(input, policy)).toEqual(extractReply(input, policy));
      }),
    );
  });

  it('gives no word that the text does not have (S12)', () => {
    fc.assert(
      fc.property(BODY, POLICY, (text, policy) => {
        const { reply, elided } = extractReply({ text }, policy);
        const words = [...wordsOf(reply), ...wordsOf(elided)];
        // not whole words of it: `seeFrom: Ann <a@b.c>Sent: …` is the person's "see" and a head that lost its line ends
        expect(words.filter((word) => !text.includes(word))).toEqual([]);
      }),
    );
  });

  it('loses no word between the reply and what was cut (S12)', () => {
    fc.assert(
      fc.property(fc.array(PIECE, { maxLength: 30 }), POLICY, (lines, policy) => {
        const text = lines.join('\n');
        const { reply, elided, why } = extractReply({ text }, policy);
        if (why.some(({ kind }) => kind === 'kept-rest')) return;
        expect(wordsOf(`${reply}\n${elided}`).toSorted()).toEqual(wordsOf(text).toSorted());
      }),
    );
  });

  it('returns the whole of a text without quote (S12)', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(OWN_LINE, fc.constant('')), { maxLength: 12 }), (lines) => {
        const text = lines.join('\n').trim();
        expect(extractReply({ text }).reply).toBe(text);
      }),
    );
  });

  it('returns the text above a quote, whatever the quote says (R26)', () => {
    fc.assert(
      fc.property(OWN_LINE, fc.array(PIECE, { maxLength: 20 }), (own, quoted) => {
        const head = 'On Tue, Nov 3, 2026 at 10:01 AM Ann <ann@shop.example> wrote:';
        const text = `${own}\n\n${head}\n\n> Hi\n${quoted.map((line) => `> ${line}`).join('\n')}`;
        expect(extractReply({ text }).reply).toBe(own);
      }),
    );
  });

  it('cuts no line with a word that we did not send', () => {
    fc.assert(
      fc.property(OWN_LINE, fc.array(OWN_LINE, { minLength: 1, maxLength: 6 }), (own, sent) => {
        const line = `${own} unheard`;
        expect(extractReply({ text: [line, ...sent].join('\n'), sent }).reply).toContain(line);
      }),
    );
  });

  it('never throws on damaged mails, as text or as HTML', () => {
    const damage = fc.record({
      body: fc.constantFrom(...bodies),
      from: fc.nat(3000),
      length: fc.nat(200),
      insert: BODY,
    });
    fc.assert(
      fc.property(damage, POLICY, ({ body, from, length, insert }, policy) => {
        const damaged = body.slice(0, from) + insert + body.slice(from + length);
        expect(extractReply({ html: damaged }, policy).reply).toBeTypeOf('string');
        expect(extractReply({ text: damaged, sent: [body] }, policy).reply).toBeTypeOf('string');
      }),
    );
  });
});
