import { describe, expect, it } from 'vitest';
import { extractReply } from '../../../functions/replies/extract-reply.ts';
import { LANGUAGES } from '../../../functions/replies/languages/languages.ts';

const OWN = 'Via Roma 1, second floor.';
const strip = (text: string) => extractReply({ text }, { signature: 'strip' }).reply;

describe('extractReply with the policy strip', () => {
  it.each(Object.entries(LANGUAGES))('drops every closing of %s with the name', (_, { end }) => {
    for (const closing of (end.split('|')[0] ?? '').split(';').map((each) => each.trim())) {
      expect(strip(`${OWN}\n\n${closing},\nCarla Rossi`)).toBe(OWN);
      expect(strip(`${OWN}\n${closing}\n\nCarla\nSales`)).toBe(OWN);
      expect(strip(`${OWN}\n\n${closing}, Carla`)).toBe(OWN);
      const kept = `${OWN}\n\n${closing}\nCarla`;
      expect(extractReply({ text: kept }).reply).toBe(kept);
    }
  });

  it.each(['-Carla', '-- Carla', '– Carla', '—Carla Rossi', '~ Carla', '/Carla', '-CR'])(
    'drops the dashed name %j',
    (name) => {
      expect(strip(`${OWN}\n\n${name}`)).toBe(OWN);
      expect(strip(`${OWN}\n${name}`)).toBe(OWN);
    },
  );

  it.each(['Vielen Dank und viele Grüße', 'Thanks and all the best', 'Grazie e un caro saluto'])(
    'drops %j, combined from other closings',
    (closing) => {
      expect(strip(`${OWN}\n\n${closing}\nCarla`)).toBe(OWN);
    },
  );

  it.each([
    'Thanks',
    'Thanks, it works!',
    'Thanks for the quick answer.\nIt works now.',
    'Options:\n\n- Large\n- Small',
    'Yes\n\nBest, the blue one.',
    'Which one is best?\n\nBest\nis blue, I think you said so last week.',
  ])('keeps %j (S12)', (text) => {
    expect(strip(text)).toBe(text);
  });
});

describe('extractReply, below what may be a signature mark', () => {
  const QUOTE = 'On 3 Nov 2026 at 10:01, Ann <ann@lamps.example> wrote:\n> Is it?';
  const rows = (count: number) => Array.from({ length: count }, (_, at) => `Row ${at}`).join('\n');
  const long =
    'I will be there at noon and wait for you in front of the door of the old house, as ever.';

  it.each([
    ['a mark above a whole mail', `${OWN}\n\n--\n${rows(26)}`],
    ['a mark that begins the mail', '--\nCarla\n\nAnd Ann'],
    ['a broken card above a question', `${OWN}\n\n| |\nCarla\n|\n\nAnd when does it come?`],
    ['a short ruler below the quote', `-----\n${OWN}`, QUOTE],
    ['a long ruler above the quote', `${'-'.repeat(30)}\n${OWN}\n\n${QUOTE}`],
    ['a long ruler between words below the quote', `${OWN}\n\n${'-'.repeat(30)}\nCarla`, QUOTE],
    ['a ruler of dashes above a link', `${OWN}\n\n-----\nhttps://lamps.example`],
    ['a ruler far above an address', `${OWN}\n\n_____\n\n\nann@lamps.example`],
    ['a ruler above a field', `${OWN}\n\n_____\nSubject: the lamp`],
    ['a name behind a dash directly below words', `${OWN}\n-Carla`],
    ['a name behind another dash', `${OWN}\n\n– Carla`],
    ['a name behind a dash and a blank', `${OWN}\n\n- Carla`],
    ['a name behind a dash alone', `-Carla\n\n${QUOTE}`],
  ])('keeps %s (S12)', (_, text, quote = '') => {
    const { reply } = extractReply({ text: quote === '' ? text : `${quote}\n\n${text}` });
    expect(reply).toBe(text.replace(`\n\n${QUOTE}`, ''));
  });

  it('cuts as many lines as a signature has with its disclaimer, or a card, and no more (S12)', () => {
    expect(extractReply({ text: `${OWN}\n\n--\n${rows(25)}` }).reply).toBe(OWN);
    expect(extractReply({ text: `${OWN}\n\n| |\nCarla\n|` }).reply).toBe(OWN);
    expect(extractReply({ text: `${OWN}\n\n_____\n\nann@lamps.example` }).reply).toBe(OWN);
    expect(strip(`${OWN}\n\n---\nCarla`)).toBe(OWN);
    expect(strip(`${OWN}\n\nThanks,${'\n'.repeat(15)}${rows(12)}`)).toBe(OWN);
  });

  it.each([rows(13), long, 'and when does it come?'])('keeps a closing above %j (S12)', (below) => {
    expect(strip(`${OWN}\n\nThanks,\n${below}`)).toBe(`${OWN}\n\nThanks,\n${below}`);
  });

  it('keeps a closing or a name that is the answer (S12)', () => {
    expect(strip(`Thanks\nCarla\n\n${QUOTE}`)).toBe('Thanks\nCarla');
    expect(strip(`-Carla\n\n${QUOTE}`)).toBe('-Carla');
    expect(extractReply({ text: '--\nCarla\n\nSent from my iPhone' }).reply).toBe('--\nCarla');
  });
});
