import { describe, expect, it } from 'vitest';
import { extractReply } from '../../../functions/replies/extract-reply.ts';
import { readTextLines } from '../../../functions/replies/lines/read-text-lines.ts';
import { findSentWords } from '../../../functions/replies/sent/find-sent-words.ts';

const SENT = [
  'Good morning Anna, we have looked at your meter and see nothing unusual.\nShall we send a technician next week?\n\nLuca',
];
const markedIn = (text: string): string[] => {
  const lines = readTextLines(text);
  const ours = findSentWords(lines, SENT);
  return lines.filter((_, index) => ours[index]).map((line) => line.body);
};

describe('findSentWords', () => {
  it('recognises our text with other wrapping, case and punctuation', () => {
    const text =
      'Yes.\n\nGOOD MORNING ANNA we have looked\nat your meter and see nothing unusual Shall\nwe send a technician next week?';
    expect(markedIn(text)).toEqual(text.split('\n').slice(2));
  });

  it('marks no line with a single word that we did not send', () => {
    expect(markedIn('Shall we send a red technician next week?')).toEqual([]);
  });

  it('marks no short phrases of ours', () => {
    expect(markedIn('next week')).toEqual([]);
    expect(markedIn('a technician next week')).toEqual([]);
  });

  it('marks short lines of ours that a client quoted', () => {
    expect(markedIn('> a technician next week\nnext week')).toEqual(['a technician next week']);
  });
});

describe('extractReply, given what we sent', () => {
  it('cuts a copy of our mail that no marker introduces', () => {
    const text = `Yes, please do.\n\n${SENT[0]}`;
    expect(extractReply({ text, sent: SENT }).reply).toBe('Yes, please do.');
  });

  it('keeps an answer below such a copy', () => {
    const text = `${SENT[0]}\n\nYes, please do.`;
    expect(extractReply({ text, sent: SENT }).reply).toBe('Yes, please do.');
  });

  it('keeps a text of ours that somebody repeats between words of their own (S12)', () => {
    const text = `Hello Anna,\n\n${SENT[0]}\n\nThat is what Luca wrote, and he is right.`;
    expect(extractReply({ text, sent: SENT })).toMatchObject({ reply: text, elided: '' });
  });

  it('keeps an answer typed into the quote when nothing else was written', () => {
    const quote = SENT[0]?.split('\n').map((line) => `> ${line}`) ?? [];
    const text = [
      'On 3 Nov 2026, at 10:01, Luca <luca@shop.example> wrote:',
      '',
      ...quote,
      '> Wednesday is best.',
    ];
    expect(extractReply({ text: text.join('\n'), sent: SENT }).reply).toBe('Wednesday is best.');
  });

  it('keeps one of our choices typed above the quote', () => {
    const sent = ['Which one?\n\nDark green with silver stripes and a golden rim\n\nBlue'];
    const own = 'Dark green with silver stripes and a golden rim';
    const text = `${own}\n\nOn 3 Nov 2026, at 10:01, Luca <luca@shop.example> wrote:\n\n> Which one?`;
    expect(extractReply({ text, sent }).reply).toBe(own);
  });

  it('keeps what the person wrote before and writes again', () => {
    const own = 'My printer does not print any more since Monday.';
    const sent = [
      `${own}\n\nEarlier in this conversation, by us: ${'please check the cable '.repeat(5)}`,
    ];
    expect(extractReply({ text: own, sent }).reply).toBe(own);
  });

  it('keeps what looks like an attribution if no text of ours follows', () => {
    const own =
      'Am 3. November 2026 um 10:00 schrieb Ihr Kollege:\n\nalles in Ordnung\n\nDas stimmt nicht.';
    expect(extractReply({ text: own, sent: SENT }).reply).toBe(own);
  });

  it('cuts short lines of ours and blank ones that stand quoted between answers (R20)', () => {
    const sent = [
      'Ann wrote:\n\nHello Carla,\n\nis it the red lamp on the left?\n\nThank you\nAnn',
    ];
    const text =
      'On 3 Nov 2026 at 10:01 Ann <ann@lamps.example> wrote:\n\n> Hello Carla,\n\nHello Ann.\n\n> is it the red lamp on the left?\n\nYes.\n\n>\n\nIt is.\n\n> Thank you\n> Ann\n\nNo problem.';
    expect(extractReply({ text, sent }).reply).toBe('Hello Ann.\n\nYes.\n\nIt is.\n\nNo problem.');
  });

  it.each(['?', '!', '...'])('keeps the answer %j between quoted lines of ours (S12)', (own) => {
    const quoted = SENT.join('\n').replace(/^/gm, '> ');
    const text = `On 3 Nov 2026 at 10:01 Ann <ann@lamps.example> wrote:\n\n${quoted}\n\n${own}\n\n${quoted}`;
    expect(extractReply({ text, sent: SENT }).reply).toBe(own);
  });

  it('keeps a quote that the person introduces, above the quote of our mail (S12)', () => {
    const own = 'My colleague wrote:\n\n> it is the red one\n\nand I agree.';
    const text = `${own}\n\nOn 3 Nov 2026 at 10:01 Ann <ann@lamps.example> wrote:\n\n${SENT.join('\n').replace(/^/gm, '> ')}`;
    expect(extractReply({ text, sent: SENT }).reply).toBe(own);
  });

  it('keeps it also where no head stands above the quote of our mail (S12)', () => {
    const own = '<p>My colleague wrote:</p><p>&gt; it is the red one</p><p>and I agree.</p>';
    const html = `${own}<blockquote><p>${SENT.join('</p><p>')}</p></blockquote>`;
    const { reply } = extractReply({ html, sent: SENT });
    expect(reply).toBe('My colleague wrote:\n\n> it is the red one\n\nand I agree.');
  });

  it('keeps a quote of something that we never sent', () => {
    const quote = SENT[0]?.split('\n').map((line) => `> ${line}`) ?? [];
    const own = 'I ran\n> npm install\nand it failed.';
    const text = [
      'On 3 Nov 2026, at 10:01, Luca <luca@shop.example> wrote:',
      '',
      ...quote,
      '',
      own,
    ];
    expect(extractReply({ text: text.join('\n'), sent: SENT }).reply).toBe(own);
    expect(extractReply({ text: 'Try\n\n> npm install', sent: SENT }).reply).toBe(
      'Try\n\n> npm install',
    );
  });
});
