import { describe, expect, it } from 'vitest';
import { extractReply } from '../../../functions/replies/extract-reply.ts';
import { BUILT_IN_TEXTS } from '../../../functions/texts/built-in-texts.ts';
import { DELIMITERS } from '../../../functions/texts/delimiters.ts';

const read = (text: string, sent: string[] = []) => extractReply({ text, sent }).reply;

const MESSAGE = 'The new lamp leaves our store tomorrow morning.';

describe('extractReply, around lines of our template', () => {
  it.each(Object.entries(BUILT_IN_TEXTS))(
    'cuts head and footer of %s with our words (S12)',
    (_, texts) => {
      const head = texts.wrote.replace('{author}', 'Anna');
      const mail = [head, MESSAGE, texts.footerCustomer].join('\n\n');
      expect(read(`Perfect.\n\n${mail}`, [MESSAGE])).toBe('Perfect.');
    },
  );

  it('cuts the earlier messages of our mail (S12)', () => {
    const mail = [
      'Anna ha scritto:',
      MESSAGE,
      BUILT_IN_TEXTS.it?.footerCustomer,
      `· · ·\n${BUILT_IN_TEXTS.it?.earlier}`,
      'Mario, 3 nov 2026, 10:01 UTC:\nLa lampada quando arriva?',
    ].join('\n\n');
    expect(read(`Bene.\n\n${mail}`, [MESSAGE])).toBe('Bene.');
  });

  it('cuts our footer if nothing else is left of the mail (S12)', () => {
    expect(read(`Perfect.\n\n${BUILT_IN_TEXTS.nl?.footerStaff}`)).toBe('Perfect.');
  });

  it('keeps the head if no text of ours is beside it (S12)', () => {
    const text = 'Look.\n\nAnna wrote:\n\nsomething on the box.';
    expect(read(text, [MESSAGE])).toBe(text);
  });

  it.each([[[]], [[MESSAGE]]])(
    'keeps only the answer below our whole mail, sent %j (R20)',
    (sent) => {
      const mail = [DELIMITERS.en, 'Anna wrote:', MESSAGE, BUILT_IN_TEXTS.en?.footerCustomer];
      expect(read(`${mail.join('\n\n')}\n\nPerfect.`, sent)).toBe('Perfect.');
    },
  );

  it.each([
    'Lamps <help@lamps.example> -- 3/11/26 10:01 --',
    'help@lamps.example, 3/11/26 10:01',
    'Lamps help@lamps.example\n3.11.2026 10:01',
  ])('cuts the unknown head %j above the delimiter (S6)', (head) => {
    expect(read(`Perfect.\n\n${head}\n${DELIMITERS.es}\n\nAnna escribió:\n\n${MESSAGE}`)).toBe(
      'Perfect.',
    );
  });

  it('keeps a sentence with an address and a date above the delimiter (S12)', () => {
    const text = 'Write to max@lamps.example from 3/11/26 on, please.';
    expect(read(`Hello.\n\n${text}\n${DELIMITERS.en}\n\nAnna wrote:\n\nx`)).toBe(
      `Hello.\n\n${text}`,
    );
  });

  it('keeps a line like our "Anna wrote:" right below our quoted mail (S12)', () => {
    const quote = `On 3 Nov 2026, at 10:01, Ann <a@b.example> wrote:\n\n> Anna wrote:\n>\n> ${MESSAGE}`;
    const own = 'Your driver wrote:\nnobody at home.\nI was there.';
    expect(read(`${quote}\n\n${own}`, [MESSAGE])).toBe(own);
  });
});

describe('extractReply, answers to our mail without a delimiter, and nothing above it', () => {
  const WROTE = 'Anna wrote:';
  const QUESTION = 'Which day suits you for the delivery of the lamp?';
  const FOOTER = BUILT_IN_TEXTS.en?.footerCustomer ?? '';
  const sent = [[WROTE, MESSAGE, QUESTION, FOOTER].join('\n\n')];
  const html = (...texts: string[]) => texts.map((text) => `<p>${text}</p>`).join('');
  const OWN = 'The first one.';

  it.each([
    [
      'Gmail',
      '<div class="gmail_quote"><div class="gmail_attr">On Tue, Nov 3, 2026 at 10:01 AM Lamps &lt;help@lamps.example&gt; wrote:</div>',
      '<blockquote class="gmail_quote">',
    ],
    [
      'Thunderbird',
      '<div class="moz-cite-prefix">On 3/11/2026 10:01, Lamps wrote:</div>',
      '<blockquote type="cite">',
    ],
    ['a program without a head', '', '<blockquote type="cite">'],
  ])('%s: what stands between its quotes is no part of our mail (S12)', (_, head, open) => {
    const quotes = `${head}${open}${html(WROTE, MESSAGE)}</blockquote>${html(OWN)}${open}${html(QUESTION, FOOTER)}</blockquote>`;
    expect(extractReply({ html: quotes }).reply).toBe(OWN);
    expect(extractReply({ html: quotes, sent }).reply).toBe(OWN);
  });

  it('keeps what is typed between our words in a quote without a head (S12)', () => {
    const quote = `<blockquote>${html(WROTE, MESSAGE, OWN, QUESTION, FOOTER)}</blockquote>`;
    expect(extractReply({ html: quote, sent }).reply).toBe(OWN);
  });
});
