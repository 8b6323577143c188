import { describe, expect, it } from 'vitest';
import { extractReply } from '../../../functions/replies/extract-reply.ts';

const read = (text: string) => extractReply({ text }).reply;

describe('extractReply, quote marks with initials', () => {
  it('cuts them between the lines of the person (S12)', () => {
    const text =
      'Hello,\n\nSS> Which size?\nSS> Large or small?\n\nLarge.\n\nSS> Which colour?\n\nGreen.';
    expect(read(text)).toBe('Hello,\n\nLarge.\n\nGreen.');
  });

  it('cuts them in two levels', () => {
    expect(read('Yes.\n\nAnn>> old\nAnn> new\nAnn>\nAnn> more')).toBe('Yes.');
  });

  it('cuts them below the line of Gnus, also indented', () => {
    const head = '>>>>> "SS" == Sam Shade <sam@lamps.example> writes:';
    expect(read(`Large.\n\n${head}\n\n    SS> Which size? Large or\n    SS> small?`)).toBe(
      'Large.',
    );
  });

  it.each(['SQL', 'PS', 'mysql'])('keeps the input of a program: %s (S12)', (name) => {
    const text = `It fails:\n\n${name}> open lamp\n${name}> exit`;
    expect(read(text)).toBe(text);
  });

  it('cuts one-letter initials below an attribution (S12)', () => {
    const head = 'Tuesday, November 3, 2026, 10:01:09 AM, you wrote:';
    const text = `Hello Support,\n\n${head}\n\nS> Which size?\nS>\nS> Large?\n\nLarge.`;
    expect(read(text)).toBe('Hello Support,\n\nLarge.');
  });

  it('keeps one-letter initials that people type (S12)', () => {
    const text = 'I typed:\n\nC> dir\nC> cd lamps\n\nand nothing came.';
    expect(read(text)).toBe(text);
  });

  it('keeps a single one, as people type it (S12)', () => {
    const text = 'I typed\n\nC> dir\n\nand nothing came.';
    expect(read(text)).toBe(text);
  });
});

describe('extractReply, quotes marked with bars', () => {
  it.each([
    '2026/11/3 Lamps <help@lamps.example>',
    '2026/11/3 Lamps via Example Forum',
    '2026-11-03 9:00 GMT+02:00 Lamps via Forum:',
    'On 3 Nov 2026, Lamps via Forum <forum@x.example> wrote:',
  ])('cuts them below %j (S12)', (head) => {
    expect(read(`Via Roma 1.\n\n${head}\n\n| Where do you\n| live?`)).toBe('Via Roma 1.');
  });

  it('keeps a table (S12)', () => {
    const text = 'On 3.11.2026:\n\n| a | b |\n| 1 | 2 |\n\nThat is all.';
    expect(read(text)).toBe(text);
  });
});
