import { describe, expect, it } from 'vitest';
import { extractReply } from '../../../functions/replies/extract-reply.ts';

const paragraphs = (...lines: readonly string[]): string =>
  lines.map((line) => `<p class="MsoNormal">${line}<o:p></o:p></p>`).join('\n');
const QUOTING = paragraphs(
  'On Mon,&nbsp; 9 Nov 2026 15:36:06 +0100',
  'Ann Lamp <a href="mailto:ann@lamps.example">ann@lamps.example</a> wrote:',
  '&nbsp;',
  '&gt; Monday?',
  '&nbsp;',
  'Monday is fine.',
  '&nbsp;',
  '&gt; And the lamp?',
  '&nbsp;',
  'I bring it.',
);
const outlook = (history: string, top = ''): string =>
  `<div class="WordSection1">${top}<div id="mail-editor-reference-message-container">${history}</div></div>`;
const read = (html: string) => extractReply({ html }).reply;

describe("extractReply, a person who quotes by hand in Outlook's element for the history", () => {
  it('keeps the answers between the typed quotes (R26, S12)', () => {
    expect(read(outlook(QUOTING))).toBe('Monday is fine.\n\nI bring it.');
  });

  it('keeps words above them, too (S12)', () => {
    const html = outlook(QUOTING, paragraphs('Hello Ann,', 'see below.'));
    expect(read(html)).toBe('Hello Ann,\nsee below.\n\nMonday is fine.\n\nI bring it.');
  });

  it("cuts typed quotes below Outlook's own header block, which others wrote (R26)", () => {
    const head = paragraphs(
      '<b>From:</b> Ann &lt;ann@lamps.example&gt;',
      '<b>Sent:</b> Monday, November 9, 2026 15:36',
      '<b>To:</b> Eve',
      '<b>Subject:</b> Lamp',
      '&nbsp;',
    );
    expect(read(outlook(head + QUOTING, paragraphs('Yes.')))).toBe('Yes.');
  });
});
