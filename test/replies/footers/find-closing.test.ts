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
