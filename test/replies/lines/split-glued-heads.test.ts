import { describe, expect, it } from 'vitest';
import { extractReply } from '../../../functions/replies/extract-reply.ts';
import type { Language } from '../../../functions/replies/languages/language.ts';
import { LANGUAGES } from '../../../functions/replies/languages/languages.ts';

const OWN = 'Via Roma 1, second floor.';
const HISTORY = 'We have found your order 4711.';

const firstOf = (words: string | undefined) => words?.split(';')[0]?.trim() ?? '';
const groupsOf = (words: string) => words.split('|').map(firstOf);

/** The language's head of a quoted mail, without line ends. */
function gluedHead({ head }: Language, separator: string): string {
  const [from, date, to, subject] = groupsOf(head);
  const fields = [
    `${from}: Lamps <help@lamps.example>`,
    `${date}: 3.11.2026 10:01`,
    `${to}: Carla Rossi <carla@k.example>`,
    `${subject}: Re: Order 4711`,
  ];
  return fields.join(separator);
}

describe('extractReply, marks and header fields that lost their line ends', () => {
  it.each(Object.entries(LANGUAGES))(
    'cuts them in %s, also in forwarded mails (S12)',
    (_, language) => {
      for (const mark of groupsOf(language.mark))
        for (const separator of [' ', '']) {
          const head = `-----${mark}-----${separator}${gluedHead(language, separator)}`;
          expect(extractReply({ text: `${OWN}\n\n${head} ${HISTORY}` }).reply).toBe(OWN);
          expect(extractReply({ text: `${OWN}${head} ${HISTORY}` }).reply).toBe(OWN);
          const shown = head.replaceAll('<', '&lt;');
          const html = `<div>${OWN}</div><div>${shown}</div><div>${HISTORY}</div>`;
          expect(extractReply({ html }).reply).toBe(OWN);
        }
    },
  );

  it('cuts a head without a mark', () => {
    const head = gluedHead(LANGUAGES.en as Language, '');
    expect(extractReply({ text: `${OWN}\n\n${head}\n\n${HISTORY}` }).reply).toBe(OWN);
  });

  it('cuts a head with combining or invisible characters', () => {
    for (const code of ['th', 'he', 'fr', 'vi']) {
      const head = gluedHead(LANGUAGES[code] as Language, ' ').normalize('NFD');
      const text = `${OWN}\n\n\u200f${head} ${HISTORY}`;
      expect(extractReply({ text }).reply.normalize('NFC')).toBe(OWN);
    }
  });

  it('keeps a mark within a sentence (S12)', () => {
    const text = 'The mail began with "-----Original Message-----" and then nothing.';
    expect(extractReply({ text }).reply).toBe(text);
  });

  it('keeps labels in a sentence (S12)', () => {
    const text = 'Please book From: Rome To: Milan Date: 3 November 10:00 for me.';
    expect(extractReply({ text }).reply).toBe(text);
  });

  it('keeps them as they were written where they are the whole answer (S12)', () => {
    for (const separator of [' ', '']) {
      const text = gluedHead(LANGUAGES.it as Language, separator);
      expect(extractReply({ text }, { forward: 'keep' }).reply).toBe(text);
    }
  });

  it('tells what it cut in the words in which it was written', () => {
    const head = `-----Original Message-----${gluedHead(LANGUAGES.en as Language, '')}`;
    expect(extractReply({ text: `${OWN}\n\n${head}\n\n${HISTORY}` }).elided).toContain(head);
  });

  it('keeps the blanks of preformatted text above them (S12)', () => {
    const head =
      '-----Original Message-----From: Ann &lt;ann@lamps.example&gt;Sent: 3.11.2026 10:01To: Carla';
    const html = `<pre>Yes,     please. ${head}Subject: Lamps</pre>`;
    expect(extractReply({ html }).reply).toBe('Yes,     please.');
  });
});
