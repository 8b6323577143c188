import { describe, expect, it } from 'vitest';
import { extractReply } from '../../../functions/replies/extract-reply.ts';

const WROTE = 'Anna wrote:';
const OFFER =
  'We have found the blue lamp and the green lamp. Which one shall we send you, please?';
const FOOTER = 'To answer, just reply to this mail.';
const SENT = [WROTE, OFFER, FOOTER].join('\n\n');
const HEAD =
  'From: Lamps <help@lamps.example>\nSent: Tuesday, November 3, 2026 10:01\nTo: Carla\nSubject: Lamps';

const asText = (paragraphs: readonly string[]): string =>
  extractReply({ text: ['See below.', HEAD, ...paragraphs].join('\n\n'), sent: [SENT] }).reply;

const asHtml = (paragraphs: readonly string[]): string => {
  const inner = paragraphs.map((text) => `<p>${text}</p>`).join('');
  const html = `<p>See below.</p><blockquote type="cite">${inner}</blockquote>`;
  return extractReply({ html, sent: [SENT] }).reply;
};

describe('extractReply, answers in words of ours, typed between our lines', () => {
  it.each([
    ['text', asText],
    ['HTML', asHtml],
  ])('keeps "the green lamp", of two that we offered, in %s (S12)', (_, read) => {
    expect(read([WROTE, OFFER, 'The green lamp', FOOTER])).toBe('See below.\n\nThe green lamp');
  });

  it('keeps two such lines, one below the other (S12)', () => {
    const read = asText([WROTE, OFFER, 'The green lamp', 'The blue lamp', FOOTER]);
    expect(read).toBe('See below.\n\nThe green lamp\n\nThe blue lamp');
  });

  it('keeps them below the end of our mail, in the element that quotes it (S12)', () => {
    const read = asHtml([WROTE, OFFER, FOOTER, 'The green lamp', 'Via Roma 1']);
    expect(read).toBe('See below.\n\nThe green lamp\n\nVia Roma 1');
  });

  it('leaves out the end of a line of ours that a gateway wrapped', () => {
    expect(asText([WROTE, OFFER.replace(' you, please', '\nyou, please'), FOOTER])).toBe(
      'See below.',
    );
  });

  it('keeps an answer below many wrapped lines of ours (S12)', () => {
    const rows = Array.from(
      { length: 90 },
      (_, at) =>
        `Lamp ${at} is ${at * 37} inches high, and the cable that comes with it is all of ${at} feet long,\n${at * 7} lines thick, red ${at}`,
    );
    const sent = [[WROTE, ...rows.map((row) => row.replace('\n', ' ')), FOOTER].join('\n\n')];
    const text = ['See below.', HEAD, WROTE, ...rows, 'To Via Roma 1.', FOOTER].join('\n\n');
    expect(extractReply({ text, sent }).reply).toBe('See below.\n\nTo Via Roma 1.');
  });
});
