import { describe, expect, it } from 'vitest';
import { directionOf, splitByDirection } from '../../functions/notifications/direction.ts';
import { renderHtml } from '../../functions/notifications/render-html.ts';
import { content, shown } from './mail-fixture.ts';

const ARABIC = 'مرحبا، أين طردي؟';
const HEBREW = 'איפה החבילה שלי?';

/** The start tag of the block with these words, not of the preheader, which has them, too. */
function blockOf(html: string, words: string): string {
  const at = html.lastIndexOf(words);
  expect(at).toBeGreaterThan(0);
  return html.slice(html.lastIndexOf('<', at), at);
}

describe('directionOf', () => {
  it.each([
    ['Arabic', ARABIC, 'rtl'],
    ['Hebrew', HEBREW, 'rtl'],
    ['Persian', 'سلام، سفارش من کجاست؟', 'rtl'],
    ['Urdu', 'میرا پارسل کہاں ہے؟', 'rtl'],
    ['German', 'Wo ist mein Paket?', 'ltr'],
    ['Chinese', '我的包裹在哪里？', 'ltr'],
    ['a number and then Arabic', `4711: ${ARABIC}`, 'rtl'],
    ['a name of Latin letters before Arabic', `Anna, ${ARABIC}`, 'ltr'],
  ])('goes by the first letter: %s', (_, text, direction) => {
    expect(directionOf(text)).toBe(direction);
  });

  it('gives none for numbers and signs', () => {
    expect(directionOf('4711 – 👍 !')).toBeUndefined();
  });
});

describe('splitByDirection', () => {
  it('keeps every line, in runs of one direction', () => {
    const text = `Hello\n\n${ARABIC}\n4711\n\nBye\n`;
    expect(splitByDirection(text)).toEqual([
      { direction: 'ltr', text: 'Hello' },
      { direction: 'rtl', text: `\n${ARABIC}\n4711` },
      { direction: 'ltr', text: '\nBye\n' },
    ]);
  });
});

describe('a mail', () => {
  it('lays out right-to-left text as such, among our own left-to-right text', () => {
    const html = renderHtml(content({ messages: [shown({ text: ARABIC })] }), 'x');
    expect(html).toContain('<html lang="en" dir="ltr">');
    expect(blockOf(html, ARABIC)).toMatch(/dir="rtl" style="[^"]*text-align:right;"/);
  });

  it('lays out each part of mixed text in its own direction', () => {
    const html = renderHtml(content({ messages: [shown({ text: `Hello\n${HEBREW}` })] }), 'x');
    expect(blockOf(html, 'Hello')).toBe('<div>');
    expect(blockOf(html, HEBREW)).toBe('<div dir="rtl" style="text-align:right;">');
  });

  it('puts the marks of right-to-left lists on the right, and lays out code left-to-right', () => {
    const text = `${HEBREW}\n\n- ${HEBREW}\n- DHL\n\n\`\`\`\nls\n\`\`\`\n\nThank you`;
    const html = renderHtml(content({ messages: [shown({ text, isMarkdown: true })] }), 'x');
    expect(html).toContain('<ul style="margin:0 0 12px;padding-right:24px;">');
    expect(html).toContain(
      '<pre dir="ltr" style="text-align:left;white-space:pre-wrap;"><code>ls\n</code></pre>',
    );
    expect(blockOf(html, 'Thank you')).toBe('<p style="margin:0;text-align:left;" dir="ltr">');
  });

  it('isolates names from the text around them', () => {
    const html = renderHtml(content({ messages: [shown({ author: 'مريم' })] }), 'x');
    expect(html).toContain('<bdi>مريم</bdi> wrote:');
  });

  it('is right-to-left if the team’s own texts are, with left-to-right blocks for other text', () => {
    const { texts } = content();
    const html = renderHtml(
      content({
        locale: 'ar',
        texts: { ...texts, footerCustomer: 'للرد، أجب على هذه الرسالة.' },
        messages: [shown({ text: 'Hello' })],
        history: [shown({ text: ARABIC })],
      }),
      'x',
    );
    expect(html).toContain('<html lang="ar" dir="rtl">');
    expect(html).toContain('<td align="right"');
    expect(html).toContain('border-right:3px');
    expect(blockOf(html, 'Hello')).toMatch(/dir="ltr" style="[^"]*text-align:left;"/);
    expect(blockOf(html, ARABIC)).not.toContain('text-align');
  });
});
