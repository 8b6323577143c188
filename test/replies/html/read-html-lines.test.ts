import { describe, expect, it } from 'vitest';
import { extractReply } from '../../../functions/replies/extract-reply.ts';
import {
  MAX_HTML_DEPTH,
  MAX_HTML_ELEMENTS,
} from '../../../functions/replies/html/read-html-lines.ts';

const replyOf = (html: string): string => extractReply({ html }).reply;

describe('extractReply, HTML as text', () => {
  it.each([
    ['paragraphs', '<p>one\n two</p><p>three</p>', 'one two\n\nthree'],
    ["Gmail's empty line", '<div>a</div><div><br></div><div>b</div>', 'a\n\nb'],
    [
      "Word's empty paragraph",
      '<p class=MsoNormal>a</p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>b</p>',
      'a\n\nb',
    ],
    ['line breaks', 'a<br>b<br><br>c', 'a\nb\n\nc'],
    [
      'lists',
      '<div>a</div><ul><li>b</li><li>c<ul><li>d</li></ul></li></ul>',
      'a\n\n- b\n- c\n  - d',
    ],
    ['numbered lists', '<ol><li>b</li><li>c</li></ol>', '1. b\n2. c'],
    [
      'a list below a hidden one and one in a signature',
      '<ul hidden><li>x</li></ul><ul><li>b</li></ul><ul class="signature"><li>y</li></ul><ul><li>c</li></ul>',
      '- b\n\n- c',
    ],
    [
      'the lines of sentences that a program calls a signature',
      '<pre class="moz-signature">Please call me today.\nThe lamp is broken.</pre>',
      'Please call me today.\nThe lamp is broken.',
    ],
    ['the number a list goes on with', '<ol start="3"><li>b</li><li>c</li></ol>', '3. b\n4. c'],
    ['links by their text', 'see <a href="https://x.example/?a=b">our page</a>', 'see our page'],
    [
      'table rows',
      '<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>',
      'a b\nc d',
    ],
    [
      "table rows of Word's paragraphs",
      '<table><tr><td><p>a</p></td> <td><p>b</p> </td></tr><tr><td><div>c</div></td><td>d<br></td></tr></table><p>e</p>',
      'a b\nc d\n\ne',
    ],
    [
      'cells of several lines',
      '<table><tr><td>a<br>b</td><td><p>c</p><p>d</p></td></tr></table>',
      'a\nb\n\nc\n\nd',
    ],
    [
      'a list in a cell',
      '<table><tr><td><ul><li>a</li><li>b</li></ul></td></tr></table>',
      '- a\n- b',
    ],
    [
      'a table in a table',
      '<table><tr><td><table><tr><td><p>a</p></td><td>b</td></tr></table></td><td>c</td></tr></table>',
      'a b\nc',
    ],
    [
      'lettered lists',
      '<ol type="a"><li>x</li><li>y</li></ol><ol style="list-style-type:upper-roman" start="4"><li>z</li></ol>',
      'a. x\nb. y\n\nIV. z',
    ],
    ['the number that an item states', '<ol><li>a</li><li value="9">b</li></ol>', '1. a\n9. b'],
    [
      "Word's list paragraphs",
      '<p class=MsoListParagraph style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·<span>&nbsp;&nbsp; </span></span>a</p>' +
        '<p class=MsoListParagraph style="mso-list:l0 level2 lfo1"><span>o<span>&nbsp; </span></span>b</p>' +
        '<p class=x_MsoListParagraph><span>1.<span>&nbsp;&nbsp; </span></span>c</p><p class=MsoListParagraph>I go on</p>',
      '- a\n  - b\n1. c\nI go on',
    ],
    [
      'Wingdings as a font that only stands in for another',
      '<span style="font-family:Arial,Wingdings">Jo</span> <span style="mso-bidi-font-family:Wingdings">no</span>',
      'Jo no',
    ],
    [
      "Word's pictures of the font Wingdings",
      '<span style="font-family:Wingdings">J</span> x <font face="Wingdings">à</font> J',
      '☺ x → J',
    ],
    ['raised and lowered numbers', '5 m<sup>2</sup> H<sub>2</sub>O 1<sup>st</sup>', '5 m² H₂O 1st'],
    ['a line with hidden words in it', 'a<span hidden>x<br></span>b<style>p{}</style>c', 'abc'],
    [
      'tabs of preformatted text',
      '<pre>a\tb</pre><span style="white-space:pre">c\t</span>d',
      'a\tb\nc\td',
    ],
    ['the wide blanks of Japanese', '<p>a</p><p>　全角</p>', 'a\n\n　全角'],
    ['the narrow blanks of French', '<p>12\u202f000\u00a0€</p>', '12\u202f000 €'],
    ['entities and text like tags', '1 &lt; 2 &amp;&amp; <3', '1 < 2 && <3'],
    ['code unchanged', '<pre>if (a) {\n  b();\n}</pre>', 'if (a) {\n  b();\n}'],
    [
      'indentation by two blanks or more, outside of cells',
      '<div>if a:</div><div>&nbsp; &nbsp; b()</div><div>&nbsp;c</div><table><tr><td>&nbsp; d</table>',
      'if a:\n    b()\nc\nd',
    ],
    ['lines preserved by a style', '<div style="white-space: pre-wrap">a\n\nb</div>', 'a\n\nb'],
    ['lines of a part of a line', 'x <span style="white-space:pre-line">a\nb</span> c', 'x a\nb c'],
    ['a page whose head is never closed', '<html><head><meta name="x"><body>a</body></html>', 'a'],
    ['a page whose head ends with its first words', '<head><title>t</title><p>a</p>', 'a'],
    [
      'no select options, drawings and frames',
      '<select><option>x</select><svg>y</svg><iframe>z</iframe>a',
      'a',
    ],
    ['no scripts, styles or comments', '<style>p{}</style><script>x()</script><!-- y -->a', 'a'],
    ['no hidden preview', '<div style="display:none">preview</div>a', 'a'],
    [
      'no preview of zero height',
      '<div style="max-height:0px;overflow:hidden">preview</div>a',
      'a',
    ],
    ['no transparent preview', '<span style="opacity:0">preview</span>a', 'a'],
    ['no preview with the attribute hidden', '<div hidden>preview</div>a', 'a'],
    ['half-transparent text', '<span style="opacity:0.5;max-height:0.5em">a</span>', 'a'],
  ])('shows %s', (_, html, text) => {
    expect(replyOf(html)).toBe(text);
  });

  it('reads elements beyond the limits as text', () => {
    const deep = `${'<div>'.repeat(MAX_HTML_DEPTH * 2)}deep${'</div>'.repeat(MAX_HTML_DEPTH * 2)}after`;
    expect(replyOf(deep)).toBe('deep\nafter');
    expect(replyOf(`${'<b></b>'.repeat(MAX_HTML_ELEMENTS)}<p>late</p>`)).toBe('late');
  });
});

describe('extractReply, clients by their markup', () => {
  const quoted = '<div>Is it fixed?</div>';

  it.each([
    [
      'Gmail',
      `<div dir="ltr">Yes.</div><br><div class="gmail_quote"><div class="gmail_attr">X:<br></div><blockquote class="gmail_quote">${quoted}</blockquote></div>`,
    ],
    [
      'Outlook on the web',
      `<div>Yes.</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg">X</div>${quoted}`,
    ],
    ['Outlook Web App', `<div>Yes.</div><hr><div id="divRpF482">X</div><div>${quoted}</div>`],
    ['Outlook, re-sent', `<div>Yes.</div><div id="x_divRplyFwdMsg">X</div>${quoted}`],
    [
      'Outlook (Word)',
      `<p class=MsoNormal>Yes.</p><div><div style='border:none;border-top:solid #E1E1E1 1.0pt'><p>X</p></div></div>${quoted}`,
    ],
    [
      'Outlook for Mac',
      `<div>Yes.</div><div style="border-top: solid #B5C4DF 1.0pt">X</div>${quoted}`,
    ],
    [
      'Outlook mobile',
      `<div>Yes.</div><div id="mail-editor-reference-message-container">${quoted}</div>`,
    ],
    ['Yahoo', `<div>Yes.</div><div id="yahoo_quoted_1" class="yahoo_quoted">X ${quoted}</div>`],
    ['Apple Mail', `<div>Yes.</div><blockquote type="cite">${quoted}</blockquote>`],
    [
      'Thunderbird',
      `Yes.<br><div class="moz-cite-prefix">X:<br></div><blockquote type="cite">${quoted}</blockquote>`,
    ],
    ['Proton', `<div>Yes.</div><div class="protonmail_quote">X ${quoted}</div>`],
    ['GMX, WEB.DE', `<div>Yes.</div><div name="quote">X ${quoted}</div>`],
    [
      'Zimbra',
      `<div>Yes.</div><hr id="zwchr" data-marker="__DIVIDER__"><div data-marker="__HEADERS__">X</div>${quoted}`,
    ],
    [
      'Geary',
      `<div>Yes.</div><div id="geary-quote"><br>X:<br><blockquote>${quoted}</blockquote></div>`,
    ],
    ['AquaMail', `<div>Yes.</div><div id="aqm-original">X<blockquote>${quoted}</blockquote></div>`],
    ['139 Mail', `<div>Yes.</div><hr id="replySplit"><div id="reply139content">X ${quoted}</div>`],
    ['Infomaniak', `<div>Yes.</div><div class="forwardContentMessage">X ${quoted}</div>`],
    ['an unknown program', `<div>Yes.</div><div class="some-mail-quoted-text">X ${quoted}</div>`],
  ])('cuts the quote of %s (R26–R29)', (_, html) => {
    expect(replyOf(html)).toBe('Yes.');
  });

  it.each([
    ['Gmail', '<div class="gmail_signature">Ann<br>Shop</div>'],
    ['Gmail, re-sent', '<div data-smartmail="gmail_signature">Ann<br>Shop</div>'],
    ['Thunderbird', '<div class="moz-signature">-- <br>Ann</div>'],
    ['Outlook on the web', '<div id="Signature">Ann</div>'],
    ['Samsung', '<div id="composer_signature">Ann</div>'],
    ['Mailspring', '<signature id="initial"><div>Ann</div><div>Shop</div></signature>'],
    ['QQ Mail', '<div><sign signid="1"><div>Ann</div></sign></div>'],
    [
      "QQ Mail's card",
      '<div><a class="xm_write_card" href="https://qq.example"><table><tr><td>Ann</td></tr></table></a></div>',
    ],
    ['NetEase 163', '<div id="divNeteaseMailCard"><div>Ann</div></div>'],
    ['Mail.ru', '<div data-signature-widget="container"><div>Ann</div></div>'],
    [
      'Outlook, a label',
      '<p class="msipfooterd6682aa3" style="margin:0">Ann Lamp Ltd: internal</p>',
    ],
    ['Mailbird', '<div class="mb_sig"><div>Ann</div></div>'],
    ['Zimbra', '<div data-marker="__SIG_PRE__">Ann<br>Shop</div>'],
  ])('drops the signature element of %s and keeps it when asked to', (_, signature) => {
    expect(replyOf(`<div>Yes.</div>${signature}`)).toBe('Yes.');
    const kept = extractReply({ html: `<div>Yes.</div>${signature}` }, { signature: 'keep' });
    expect(kept.reply).toContain('Ann');
  });

  it('keeps answers between the quotes of a Gmail reply (R26)', () => {
    const html = `<div class="gmail_quote"><div class="gmail_attr">X:</div><blockquote class="gmail_quote">a?</blockquote><div>one</div><blockquote class="gmail_quote">b?</blockquote><div>two</div></div>`;
    expect(replyOf(html)).toBe('one\n\ntwo');
  });

  it.each([
    ['protonmail_quote', '<blockquote>'],
    ['zmail_extra', '<blockquote>'],
    ['zmail_extra', '<blockquote id="blockquote_zmail">'],
  ])('keeps answers beside the quotes in the element %s with %s (R26)', (name, quote) => {
    const html = `<div class="${name}">On 3 Nov 2026, Ann &lt;ann@shop.example&gt; wrote:<br>${quote}a?</blockquote><div>one</div>${quote}b?</blockquote><div>two</div></div>`;
    expect(replyOf(html)).toBe('one\n\ntwo');
  });

  it.each(['gmail_quote', 'protonmail_quote'])(
    'keeps a line below a paragraph that the element %s ends (R26)',
    (name) => {
      const html = `<p>one</p>two<div class="${name}">On 3 Nov 2026, Ann &lt;ann@shop.example&gt; wrote:<blockquote>a?</blockquote></div>`;
      expect(replyOf(html)).toBe('one\n\ntwo');
    },
  );

  it("keeps what Gmail's indenting button made", () => {
    const html =
      '<div>Like so:</div><blockquote class="gmail_quote" style="margin:0 0 0 40px">mine</blockquote>';
    expect(replyOf(html)).toBe('Like so:\nmine');
  });
});

describe('extractReply, below a quote that holds a mail from Outlook', () => {
  const head = 'On 3 Nov 2026 at 10:01, Ann &lt;ann@lamps.example&gt; wrote:';
  const word = 'border:none;border-top:solid #E1E1E1 1.0pt';

  it.each([
    ['Outlook', `<div style="${word}"><b>From:</b> Bob</div>`],
    ['Outlook on the web', '<div id="x_divRplyFwdMsg"><b>From:</b> Bob</div>'],
    ['Outlook mobile', '<div id="mail-editor-reference-message-container">From: Bob</div>'],
  ])('keeps what was typed there: %s (R20, S12)', (_, mark) => {
    const quote = `<p>It is red.</p>${mark}<p>Which colour?</p>`;
    for (const type of [' type="cite"', '']) {
      const html = `<p>${head}</p><blockquote${type}>${quote}</blockquote><p>I see.</p>`;
      expect(replyOf(html)).toBe('I see.');
    }
  });

  it('cuts all below where the quote stands in such a mail (R20)', () => {
    const html = `<p>I see.</p><div style="${word}"><b>From:</b> Ann</div><blockquote>${head}</blockquote><p>It is red.</p>`;
    expect(replyOf(html)).toBe('I see.');
  });
});

describe('extractReply, invisible characters in HTML', () => {
  it.each([
    ...['می‌خواهم', 'क्‍ष और क्‌ष', 'അവന്‍ വന്നു', '👨‍👩‍👧', '❤️‍🔥', '👩🏽‍🔧'],
    ...['ខ្ញុំ\u200bចង់', 'ขอบคุณ\u200bค่ะ', 'אני כותב C++\u200e בעברית', 'متى؟\u200f نعم'],
  ])('keeps those that %j is written with (S12)', (own) => {
    expect(replyOf(`<div>${own}</div>`)).toBe(own);
  });

  it('leaves out those that are only layout', () => {
    const html = '<div>&rlm;&rlm;&zwnj;&zwj;Yes, &lrm;&zwnj;it&#8203; is.</div>';
    expect(replyOf(html)).toBe('Yes, it is.');
  });
});

describe('extractReply with the targets of links', () => {
  const read = (html: string) => extractReply({ html }, { links: 'targets' }).reply;

  it.each([
    [
      'see <a href="https://x.example/?a=b">our page</a>.',
      'see our page (https://x.example/?a=b).',
    ],
    ['<a href="https://x.example/">https://x.example</a>', 'https://x.example'],
    ['<a href="https://www.x.example">x.example</a>', 'x.example'],
    ['<a href="mailto:a@x.example">a@x.example</a>', 'a@x.example'],
    ['<a href="javascript:alert(1)">press</a>', 'press'],
    ['<a href="https://x.example"><img src="cid:1" alt=""></a>yes', 'yes'],
  ])('reads %j', (html, text) => {
    expect(read(`<div>${html}</div>`)).toBe(text);
  });
});
