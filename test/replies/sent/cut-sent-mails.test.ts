import { describe, expect, it } from 'vitest';
import { extractReply } from '../../../functions/replies/extract-reply.ts';
import { BUILT_IN_TEXTS } from '../../../functions/texts/built-in-texts.ts';
import { DELIMITERS } from '../../../functions/texts/delimiters.ts';
import { fillText } from '../../../functions/texts/fill-text.ts';

const SENTENCE = 'Please restart the device and hold the red button for ten seconds.';
const LETTER = 'We have found your order 4711.\n\nCould you tell us the delivery address, please?';

/** The text part of a mail of ours, as the pipeline stores it. */
function mailOf(message: string, { locale = 'en', hasDelimiter = true } = {}): string {
  const texts = BUILT_IN_TEXTS[locale];
  return [
    ...(hasDelimiter ? [DELIMITERS[locale]] : []),
    fillText(texts?.wrote ?? '', { author: 'Anna' }),
    message,
    texts?.footerCustomer,
    '· · ·',
    texts?.earlier,
    'Carla, 3 Nov 2026, 10:01 UTC:\nThe lamp on the left does not shine at all since Monday.',
  ].join('\n\n');
}

const read = (text: string, sent: string[]) => extractReply({ text, sent }).reply;
const html = (text: string) =>
  text
    .split('\n')
    .map((line) => `<div>${line === '' ? '<br>' : line}</div>`)
    .join('');

describe('extractReply, our words in newly written text', () => {
  const sent = [mailOf(SENTENCE), mailOf('It did not work.')];

  it.each([
    ['first', `${SENTENCE}\n\nPlease try it once more.\nAnna`],
    ['in the middle', `Hello Carla,\n\n${SENTENCE}\n\nPlease try it once more.\nAnna`],
    ['last', `Hello Carla, once more:\n\n${SENTENCE}`],
    ['all there is', SENTENCE],
    [
      "the customer's own",
      'Hello,\n\nThe lamp on the left does not shine at all since Monday.\n\nNow the right one, too.',
    ],
    [
      'wrapped anew',
      'Hello,\nplease restart the device and\nhold the red button for ten seconds.\nOr call us.',
    ],
  ])('keeps them if they are %s (S12)', (_, text) => {
    expect(read(text, sent)).toBe(text);
    expect(extractReply({ html: html(text), sent }).reply).toBe(text);
  });

  it.each(['On 3 Nov 2026, at 10:01, Lamps <help@lamps.example> wrote:', ''])(
    'keeps them above and below a marked history: %j (S12, R20)',
    (attribution) => {
      const quote = mailOf('It did not work.')
        .split('\n')
        .map((line) => `> ${line}`)
        .join('\n');
      const text = `Hello,\n\n${SENTENCE}\n\nAnna`;
      expect(read(`${text}\n\n${attribution}\n${quote}`, sent)).toBe(text);
      expect(read(`${attribution}\n${quote}\n\n${text}`, sent)).toBe(text);
    },
  );

  it('keeps them between quoted lines (R26)', () => {
    const text = `On 3 Nov 2026, at 10:01, Lamps <help@lamps.example> wrote:\n> It did not work.\n\n${SENTENCE}\n\n> The lamp on the left does not shine\n\nThat one, too.`;
    expect(read(text, sent)).toBe(`${SENTENCE}\n\nThat one, too.`);
  });
});

describe('extractReply, a mail of ours that no client marked', () => {
  it.each(Object.keys(BUILT_IN_TEXTS))(
    'cuts it if it is the unbroken end, in %s (S12)',
    (locale) => {
      for (const hasDelimiter of [true, false]) {
        const mail = mailOf(SENTENCE, { locale, hasDelimiter });
        expect(read(`Perfect.\n\n${mail}`, [mail])).toBe('Perfect.');
      }
    },
  );

  it('cuts a message of several sentences that is the unbroken end (S12)', () => {
    expect(read(`Via Roma 1.\n\n${LETTER}`, [mailOf(LETTER)])).toBe('Via Roma 1.');
  });

  it('cuts from the head of the mail on, and keeps a sentence of ours above it (S12)', () => {
    const mail = mailOf(LETTER, { hasDelimiter: false });
    expect(read(`${SENTENCE}\n\n${mail}`, [mail, mailOf(SENTENCE)])).toBe(SENTENCE);
  });

  it('keeps an answer below it (R20)', () => {
    for (const hasDelimiter of [true, false]) {
      const mail = mailOf(LETTER, { hasDelimiter });
      expect(read(`${mail}\n\nVia Roma 1.`, [mail])).toBe('Via Roma 1.');
    }
  });
});

describe('extractReply, a body that is nothing but a mail we sent', () => {
  const bare = (locale: string, hasDelimiter: boolean) =>
    mailOf(LETTER, { locale, hasDelimiter }).split('\n\n· · ·')[0] ?? '';

  it.each(Object.keys(BUILT_IN_TEXTS))(
    'is empty, in %s, however long ago (fine print)',
    (locale) => {
      for (const hasDelimiter of [true, false]) {
        const mail = bare(locale, hasDelimiter);
        const quoted = mail.replace(/^/gm, '> ');
        for (const sent of [[mail], [mailOf('Another one. And more.')], []]) {
          expect(read(mail, sent)).toBe('');
          expect(read(quoted, sent)).toBe('');
          expect(extractReply({ html: html(mail), sent }).reply).toBe('');
        }
      }
    },
  );

  it('is empty, its earlier messages included (fine print)', () => {
    expect(read(mailOf(LETTER), [])).toBe('');
    expect(read(mailOf(LETTER), [mailOf(LETTER)])).toBe('');
  });
});

describe('extractReply, our HTML copied without marks, styles and classes', () => {
  const MAIL =
    'Ann wrote:\n\nHello Carla,\n\nthe new lamp leaves today, keep the old one.\n\nTo answer, just reply to this email.';
  const COPY =
    '<div>Hello Carla,</div><table><tr><td>A</td><td>Ann wrote:<br>26 Nov 2026, 10:41 CET</td></tr></table>' +
    '<div>Hello Carla,<br><br>the new lamp leaves today, keep the old one.</div><div>To answer, just reply to this email.</div>';

  it.each([COPY, COPY.replace('<td>A</td>', ''), COPY.replaceAll('td>', 'div>')])(
    'goes with its preview text, its initial and its line of date and time (S12)',
    (copy) => {
      const html = `<div>Yes please.</div><br>${copy}`;
      expect(extractReply({ html, sent: [MAIL] }).reply).toBe('Yes please.');
    },
  );

  it('leaves a name above a quote that begins with it (S12)', () => {
    const html = '<p>Yes.</p><p>Carla</p><p>Ann wrote:</p><blockquote>Carla,<br>the new lamp';
    expect(extractReply({ html, sent: [MAIL] }).reply).toBe('Yes.\n\nCarla');
  });

  it('leaves an answer of the same words as the preview text (S12)', () => {
    expect(extractReply({ html: COPY, sent: [MAIL] }).reply).toBe('Hello Carla,');
  });
});

describe('extractReply, text that a program made of our HTML', () => {
  const BODY = 'Hello Carla,\n\nwhich lamp?\n\nTo answer, just reply to this email.';
  const MAIL = `### Please type your reply above this line ###\n\nAnn wrote:\n\n${BODY}`;
  const HEAD = 'From: Lamps <help@lamps.example>\nSent: 3 November 2026 10:01\nSubject: Lamps\n\n';
  const read = (text: string) => extractReply({ text, sent: [MAIL] }).reply;
  const COPIES = [
    MAIL.replace('Ann', 'A\n\nAnn'),
    MAIL.replace('Ann', 'A\tAnn'),
    MAIL.replace('Ann', 'Hello Carla,\nA\nAnn').replaceAll('\n\n', '\n'),
    BODY.replace('Hello', 'A\nAnn wrote:\n3 Nov 2026, 10:01 UTC\n\nHello'),
    MAIL.replace('Ann', '·\n\n???'),
  ];

  it.each(COPIES)('keeps no initial and no preview text of %j (S12, R27)', (copy) => {
    expect(read(`Yes.\n\n${HEAD}${copy}`)).toBe('Yes.');
    expect(read(HEAD + copy)).toBe('');
    const answered = copy.replace('lamp?', 'lamp?\n\nThe blue one.');
    expect(read(`See below.\n\n${HEAD}${answered}`)).toBe('See below.\n\nThe blue one.');
  });

  it.each(['A', 'Thanks.\n\nA', 'Yes.\n\nCarla'])(
    'keeps %j above our unmarked mail, which it may look like (S12)',
    (own) => {
      const tail = MAIL.slice(MAIL.indexOf('Ann')).replace('Hello Carla,', 'Carla,');
      expect(extractReply({ text: `${own}\n\n${tail}`, sent: [tail] }).reply).toBe(own);
    },
  );
});
