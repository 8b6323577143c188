import { describe, expect, it } from 'vitest';
import { extractReply } from '../../../functions/replies/extract-reply.ts';

const HEAD = 'On 3 Nov 2026, at 10:01, Lamps <help@lamps.example> wrote:';
const LONG = 'Which colour would you like to have for the lamp that you lost';

/** What is kept of a line that stands directly between two quoted ones. */
const between = (above: string, line: string): string =>
  extractReply({ text: `See below.\n\n${HEAD}\n\n> ${above}\n${line}\n> Where do you live?` })
    .reply;

describe('extractReply, a line without a quote mark directly between two quoted ones', () => {
  it('is the end of a link that a gateway wrapped (S12)', () => {
    const link = 'https://lamps.example/lost-and-found/of/this/year/and/the/last/';
    expect(between(`Look at ${link}`, '4711/LAMP')).toBe('See below.');
  });

  it('is the end of a long line that a gateway wrapped (S12)', () => {
    expect(between(LONG, 'on the train to Rome?')).toBe('See below.');
  });

  it('is an answer below a long line that ends as a sentence does (S12)', () => {
    expect(between(`${LONG}?`, 'blue')).toBe('See below.\n\nblue');
  });

  it('is an answer below a short line, also below a short link (S12)', () => {
    expect(between('Which colour would you like', 'blue')).toBe('See below.\n\nblue');
    expect(between('See https://lamps.example/4711', 'Thanks.')).toBe('See below.\n\nThanks.');
  });
});

describe('extractReply, answers between quoted questions of two words', () => {
  const sent = ['Anna wrote:\n\nHi Carla,\n\nWhich lamp?\n\nWhich colour?\n\nThanks\nAnna'];
  const whole = (sent[0] ?? '').replace(/^/gm, '> ').replaceAll('> \n', '>\n');
  const asked = whole
    .replace('lamp?', 'lamp?\n\nthe old one\n')
    .replace('colour?', 'colour?\n\nblue\n');

  it.each([
    ['the whole mail', `${HEAD}\n${asked}`],
    ['the questions alone', '> Which lamp?\nthe old one\n\n> Which colour?\nblue'],
  ])('leaves out %s (S12, R26)', (_, text) => {
    expect(extractReply({ text, sent }).reply).toBe('the old one\n\nblue');
  });

  it('keeps a quote of something else between them (S12)', () => {
    const text = `${HEAD}\n${asked.replace('blue', '> made of glass\n\nblue')}`;
    expect(extractReply({ text, sent }).reply).toBe('the old one\n\n> made of glass\n\nblue');
  });
});
