import { describe, expect, it } from 'vitest';
import { extractReply } from '../../../functions/replies/extract-reply.ts';

/** Quotes whose first line is the program's own head: its element, or the quote itself, holds that. */
const QUOTES: readonly (readonly [program: string, html: string])[] = [
  [
    'Thunderbird',
    '<div class="moz-cite-prefix">On 3/11/2026 10:01, Ann Lamp wrote:<br></div><blockquote type="cite"><p>Which?</p></blockquote>',
  ],
  [
    'Roundcube',
    '<p id="reply-intro">Am 03.11.2026 10:01, schrieb Ann Lamp:</p><blockquote type="cite"><div>Which?</div></blockquote>',
  ],
  [
    'Proton Mail',
    '<div class="protonmail_quote">On Tuesday, November 3rd, 2026 at 10:01 AM, Ann Lamp wrote:<br><blockquote type="cite">Which?</blockquote></div>',
  ],
  [
    'Apple Mail',
    '<blockquote type="cite"><div>On 3 Nov 2026, at 10:01, Ann Lamp wrote:</div><br><div>Which?</div></blockquote>',
  ],
  [
    'Gmail',
    '<div class="gmail_quote"><div class="gmail_attr">On Tue, Nov 3, 2026 at 10:01 AM Ann Lamp &lt;ann@lamps.example&gt; wrote:<br></div><blockquote class="gmail_quote">Which?</blockquote></div>',
  ],
  [
    'Outlook on the web',
    '<div id="divRplyFwdMsg"><b>From:</b> Ann Lamp<br><b>Sent:</b> Tuesday, November 3, 2026 10:01<br><b>To:</b> Carla<br><b>Subject:</b> Re: lamp</div><div>Which?</div>',
  ],
];

describe.each(QUOTES)('extractReply, the last line above the quote of %s', (_, quote) => {
  it.each([
    'Please write to carla@home.example by 6.11.2026',
    'carla@home.example, 6.11.2026',
    'carla@home.example 6.11.2026 10:30',
    'These came on 2.11.2026 at 10:30:',
    'Bob, 2 Nov 2026, 10:30:',
    'On 2 November 2026 Bob wrote:',
    'At 10:30 Bob wrote:',
    'On 2 November 2026 at 10:30 Bob wrote',
  ])('"%s" is the person\'s, because the quote has its own head (S12)', (own) => {
    expect(extractReply({ html: `<p>${own}</p>${quote}` }).reply).toBe(own);
    expect(extractReply({ html: `<p>The red one.</p><p>${own}</p>${quote}` }).reply).toBe(
      `The red one.\n\n${own}`,
    );
  });
});

describe('extractReply, the line above a quote that begins with the head of an older mail', () => {
  it('is the head of the quote (R29)', () => {
    const head = 'On 3 Nov 2026, at 10:01, Ann Lamp wrote:';
    const older = 'On 2 Nov 2026, at 9:00, Carla wrote:';
    const quote = `<blockquote type="cite"><div>${older}</div><blockquote type="cite">Which?</blockquote></blockquote>`;
    expect(extractReply({ html: `<p>Red.</p><div>${head}</div>${quote}` }).reply).toBe('Red.');
  });
});

describe('extractReply, a sentence with an address and a day above a quote without a head', () => {
  it("is the person's (S12)", () => {
    const own = 'Please write to carla@home.example by 6.11.2026';
    expect(extractReply({ text: `${own}\n\n> Which?\n> And when?` }).reply).toBe(own);
  });
});

describe('extractReply, a line above a second quote', () => {
  const first =
    'On 3 Nov 2026, at 10:01, Ann <ann@lamps.example> wrote:\n\n> Which one?\n\nThe red one.';

  it.each([
    'Ann <ann@lamps.example> 10:01 2026-11-03',
    'Quoting Ann Lamp (2026-11-03 10:01:00)',
    'From: Ann <ann@lamps.example>\nSubject: it was sent',
  ])('%j is its head (R29)', (head) => {
    expect(extractReply({ text: `${first}\n\n${head}\n> Is it?\n\nYes.` }).reply).toBe(
      'The red one.\n\nYes.',
    );
  });

  it('"At 10:30 it was sent" is an answer (S12)', () => {
    const own = 'At 10:30 it was sent';
    expect(extractReply({ text: `${first}\n\n${own}\n> Is it?\n\nYes.` }).reply).toBe(
      `The red one.\n\n${own}\n\nYes.`,
    );
  });
});

describe('extractReply, a sentence like an attribution above other words', () => {
  const own =
    'Hello.\n\nOn Monday, 2 November 2026 at 10:00 Bob wrote:\nthe lamp is here.\n\nIs it?';

  it("is the person's where we know what we sent and none of it stands below (S12)", () => {
    const sent = ['Anna wrote:\n\nWhich lamp would you like to have from us?'];
    expect(extractReply({ text: own, sent }).reply).toBe(own);
  });

  it("is the person's where the quote further below has its own head (S12)", () => {
    const quote = 'On 3/11/2026 10:01, Ann Lamp wrote:\n> Which?';
    expect(extractReply({ text: `${own}\n\n${quote}` }).reply).toBe(own);
    const head = 'From: Ann <ann@lamps.example>\nSent: 3 Nov 2026 10:01\nTo: Carla\nSubject: lamp';
    expect(extractReply({ text: `${own}\n\n${head}\n\nWhich?` }).reply).toBe(own);
  });
});

describe('extractReply, two header fields above a citation', () => {
  it('are the head of the history (R29)', () => {
    const head = 'From: Ann <ann@lamps.example>\nSubject: lamp';
    const text = `Red.\n\n${head}\n\n"Which one?" is all we ask.`;
    expect(extractReply({ text }).reply).toBe('Red.');
  });
});

describe('extractReply, a head without a word for "wrote"', () => {
  const head = 'Ann Lamp, 3 Nov 2026 10:01:';

  it('is one above a quote that begins with our delimiter (S6)', () => {
    const quote = '> ### Please type your reply above this line ###\n>\n> Which?';
    expect(extractReply({ text: `Red.\n\n${head}\n\n${quote}` }).reply).toBe('Red.');
  });

  it('is one above a quote of something else than we sent (R29)', () => {
    const sent = ['Anna wrote:\n\nWhich lamp would you like to have from us?'];
    expect(extractReply({ text: `Red.\n\n${head}\n> And when?`, sent }).reply).toBe('Red.');
  });
});
