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
