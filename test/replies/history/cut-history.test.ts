import { describe, expect, it } from 'vitest';
import { extractReply } from '../../../functions/replies/extract-reply.ts';

const HEAD = ['Date: 3.11.2026 10:01', 'From: Ann <ann@lamps.example>', 'Subject: Parcel 4711'];
const QUOTE = '> Is it there?\n>\n> Ann';

describe('extractReply, a mark above a header block above a quote', () => {
  it('leaves the answer below the quote to the person (R20, S12)', () => {
    const text = `-------- Original Message --------\n${HEAD.join('\n')}\n\n${QUOTE}\n\nYes.`;
    expect(extractReply({ text }).reply).toBe('Yes.');
  });

  it('is closed by the mark that Horde writes below the quote (R29)', () => {
    const mark = '----- Nachricht von Ann <ann@lamps.example> ---------';
    const end = '----- Ende der Nachricht von Ann <ann@lamps.example> -----';
    const text = `${mark}\n${HEAD.join('\n')}\n\n${QUOTE}\n\n${end}\n\nYes.`;
    expect(extractReply({ text }).reply).toBe('Yes.');
  });

  it.each(['----- my own heading -----', '---- Ann <ann@home.example> ----'])(
    'is not closed by %s, which has another address or none (S12)',
    (own) => {
      const mark = '----- Nachricht von Ann <ann@lamps.example> ---------';
      const text = `${mark}\n${HEAD.join('\n')}\n\n${QUOTE}\n\n${own}\n\nYes.`;
      expect(extractReply({ text }).reply).toBe(`${own}\n\nYes.`);
    },
  );

  it('closes nothing that no mark opened (S12)', () => {
    const own = '----- my own heading -----\n\nYes.';
    const text = `On 3 Nov 2026 10:01, Ann <ann@lamps.example> wrote:\n${QUOTE}\n\n${own}`;
    expect(extractReply({ text }).reply).toBe(own);
  });
});

describe('extractReply, a head above a mail that begins with a quote', () => {
  it.each([
    'From: Ann <ann@lamps.example>\nSent: Tuesday, November 3, 2026 10:01\nTo: Carla',
    'On Tuesday, November 3, 2026 at 10:01, Ann <ann@lamps.example> wrote:',
    '---- On Tue, 3 Nov 2026 10:01:09 +0100 Ann <ann@lamps.example> wrote ----',
  ])('cuts what that mail says below its quote: %j (S12)', (head) => {
    const answered = 'On 2 Nov 2026 at 9:00, Carla wrote:\n> Which?\n\nThe red one.';
    expect(extractReply({ text: `Thanks.\n\n${head}\n\n${answered}` }).reply).toBe('Thanks.');
  });

  it('keeps an answer below a quote whose head was torn in two (R29)', () => {
    const head = 'Ann <ann@lamps.example> ezt írta\n\n(időpont: 2026. nov. 3., K, 10:01):';
    expect(extractReply({ text: `${head}\n\n> Piros?\n\nIgen.` }).reply).toBe('Igen.');
  });
});
