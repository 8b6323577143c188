import { describe, expect, it } from 'vitest';
import { extractReply } from '../../../functions/replies/extract-reply.ts';

const SENT =
  'Anna wrote:\n\nWe have found the lamp that you lost. Where may we send it, please?\n\nTo answer, just reply to this mail.';
const HEAD =
  'From: Lamps <help@lamps.example>\nSent: Tuesday, November 3, 2026 10:01\nTo: Carla\nSubject: Lamps\n\n';
const read = (text: string) => extractReply({ text, sent: [SENT] }).reply;

/** Our mail with something between its paragraphs. */
const withInserted = (inserted: string) =>
  HEAD + SENT.replace('please?\n\n', `please?\n\n${inserted}\n\n`);

describe('extractReply, answers typed into a history without quote marks', () => {
  it('keeps them below the text above the history (S12)', () => {
    expect(read(`See below, in red.\n\n${withInserted('To Via Roma 1.\nSecond floor.')}`)).toBe(
      'See below, in red.\n\nTo Via Roma 1.\nSecond floor.',
    );
  });

  it.each(['https://lamps.example/a', '<https://lamps.example/a?b=c>', '[cid:logo.png@01]'])(
    'leaves out %s, which a program inserted',
    (inserted) => {
      expect(read(`Thanks.\n\n${withInserted(inserted)}`)).toBe('Thanks.');
    },
  );

  it('leaves out those in an older mail, which were delivered with that mail', () => {
    const newer = `${HEAD}The lamp leaves us on Monday.\n\n`;
    expect(read(`Thanks.\n\n${newer}${withInserted('To Via Roma 1.')}`)).toBe('Thanks.');
  });

  it('leaves out text between words that were not consecutive in our mail', () => {
    const shortened = SENT.replace('We have found the lamp that you lost. ', '');
    const other = `${HEAD}${shortened.replace('please?', 'please? We wait for it.')}`;
    expect(read(`Thanks.\n\n${other}`)).toBe('Thanks.');
  });
});

describe('extractReply, answers typed into the element that holds the quote, below words above it', () => {
  const paragraphs = (texts: readonly string[]) => texts.map((text) => `<p>${text}</p>`).join('');
  const [WROTE = '', QUESTION = '', FOOTER = ''] = SENT.split('\n\n');
  const WHEN = '3 Nov 2026, 10:01 UTC';
  const CLIENTS: [name: string, quote: (inner: string) => string][] = [
    ['Apple Mail', (inner) => `<blockquote type="cite">${inner}</blockquote>`],
    [
      'Gmail',
      (inner) =>
        `<div class="gmail_quote"><div class="gmail_attr">On Tue, Nov 3, 2026 at 10:01 AM Lamps &lt;help@lamps.example&gt; wrote:<br></div><blockquote class="gmail_quote">${inner}</blockquote></div>`,
    ],
    [
      'Outlook',
      (inner) => `<div id="appendonsend"></div><div id="divRplyFwdMsg">${HEAD}</div>${inner}`,
    ],
  ];
  const readHtml = (html: string) => extractReply({ html, sent: [SENT] }).reply;

  it.each(CLIENTS)('keeps them: %s (S12)', (_, quote) => {
    const inner = paragraphs([WROTE, WHEN, QUESTION, 'To Via Roma 1.', FOOTER]);
    expect(readHtml(`<p>See below.</p>${quote(inner)}`)).toBe('See below.\n\nTo Via Roma 1.');
  });

  it.each(CLIENTS)('leaves out all parts of our own mail: %s', (_, quote) => {
    const preview = 'We have found the lamp';
    const inner = paragraphs([preview, WROTE, WHEN, QUESTION, FOOTER]);
    expect(readHtml(`<p>Thanks.</p>${quote(inner)}`)).toBe('Thanks.');
  });

  it('leaves them out if the policy says so (docs/replies.md)', () => {
    const html = `<p>See below.</p><blockquote type="cite">${paragraphs([WROTE, QUESTION, 'To Via Roma 1.', FOOTER])}</blockquote>`;
    expect(extractReply({ html, sent: [SENT] }, { inline: 'drop' }).reply).toBe('See below.');
  });
});

describe('extractReply, answers between short lines of ours in an unmarked history', () => {
  const sent = [
    'Ann wrote:\n\nHello Carla,\n\nthe new lamp leaves today. Is the address right?\n\nWhen shall we call?\n\nTo answer, just reply to this email.',
  ];
  const HEAD =
    'From: Ann <a@lamps.example>\nSent: Friday, 27 November 2026 07:00\nTo: Eve\nSubject: hello';
  const read = (body: string) =>
    extractReply({ text: `See below.\n\n${HEAD}\n\n${body}`, sent }).reply;
  const [WROTE, HELLO, QUESTION, CALL, FOOTER] = sent[0]?.split('\n\n') ?? [];

  it('keeps both answers (S12)', () => {
    const body = [WROTE, HELLO, QUESTION, 'YES', CALL, 'After ten.', FOOTER].join('\n\n');
    expect(read(body)).toBe('See below.\n\nYES\n\nAfter ten.');
  });

  it('keeps the answer below two questions in a row (S12)', () => {
    const body = [WROTE, HELLO, QUESTION, CALL, 'Yes, after ten.', FOOTER].join('\n\n');
    expect(read(body)).toBe('See below.\n\nYes, after ten.');
  });

  it('keeps an answer that ends with a short line of ours (S12)', () => {
    const body = [WROTE, HELLO, QUESTION, 'YES', HELLO, CALL, FOOTER].join('\n\n');
    expect(read(body)).toBe('See below.\n\nYES\n\nHello Carla,');
  });
});
