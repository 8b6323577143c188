import { describe, expect, it } from 'vitest';
import { extractReply } from '../../functions/replies/extract-reply.ts';
import { findAttributions } from '../../functions/replies/find-attributions.ts';
import { readTextLines } from '../../functions/replies/read-text-lines.ts';

const find = (text: string) => findAttributions(readTextLines(text)).length;
const read = (text: string) => extractReply({ text }).reply;

describe('findAttributions', () => {
  it.each([
    'Ann <ann@lamps.example> wrote:',
    'ann@lamps.example wrote:',
    'Quoting Ann <ann@lamps.example>:',
    'Zitat von Ann <ann@lamps.example>:',
    'Ann (ann@lamps.example) ha scritto:',
    'On Tuesday, 3 November 2026 Ann wrote:',
  ])('knows "%s" without a quote below (R29)', (line) => {
    expect(find(line)).toBe(1);
  });

  it.each([
    'My neighbour eve@lamps.example wrote to your shop on Sunday:',
    'Mia sorella eva@lampade.example ha scritto due giorni fa:',
    'In your letter of 9 May 2026 you wrote:',
    'On the lamp it says "since 1999" and the shop wrote:',
  ])('takes "%s" for what somebody wrote (S12)', (line) => {
    expect(find(line)).toBe(0);
  });
});

describe('extractReply, around what introduces words', () => {
  it('keeps the line that introduces words which are kept (S12)', () => {
    const text = 'My neighbour eve@lamps.example wrote to you:\nthe lamp is late.\nIs it?';
    expect(read(`${text}\n\nOn 3 Nov 2026, at 10:01, Ann <a@b.example> wrote:\n> old`)).toBe(text);
  });

  it('keeps a dated line at the top with unquoted words below (S12)', () => {
    const text = 'On 3 November 2026 you wrote:\nthe lamp is free.\nIs that so?';
    expect(read(text)).toBe(text);
  });
});
