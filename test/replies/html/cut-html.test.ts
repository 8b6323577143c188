import { describe, expect, it } from 'vitest';
import { extractReply } from '../../../functions/replies/extract-reply.ts';
import { sanitiseHtml } from '../../../functions/replies/html/sanitise-html.ts';

const US = 'Lamps &lt;support+k1@shop.example&gt;';
const ATTRIBUTION = `On Tue, Nov 3, 2026 at 10:01 AM ${US} wrote:`;
const MAIL = [
  'Anna wrote:',
  'Which colour shall the new lamp have?',
  'When shall we call you?',
  'To answer, just reply to this email.',
];

const show = (html: string, sent: string[] = []) =>
  sanitiseHtml(html, extractReply({ html, sent }).htmlSources);

describe('the HTML beside the reply', () => {
  it.each([
    ["a program's quote", `<div class="gmail_quote"><blockquote>Which?</blockquote></div>`],
    ['everything below a mark', '<div id="appendonsend"></div><hr><b>From:</b> us<p>Which?</p>'],
    ['a plain quote', `${ATTRIBUTION}<blockquote>Which?</blockquote>`],
    [
      'an unmarked history',
      `<p><b>From:</b> ${US}<br><b>Sent:</b> Tuesday, November 3, 2026 10:01 AM<br><b>Subject:</b> Lamp</p><p>Which?</p>`,
    ],
    ['a device footer', '<div>Sent from my iPhone</div>'],
    ['a signature', '<div class="gmail_signature">Carla<br><img src="cid:logo"></div>'],
  ])('says what the reply says, without %s (S12, S13)', (_, cut) => {
    expect(show(`<div><p>Yes &amp; no</p>${cut}</div>`)).toBe('<div><p>Yes &amp; no</p></div>');
  });

  it('shows the answers that stand in the quote, and only these (S12)', () => {
    const inside = [MAIL[0], MAIL[1], 'The <b>green</b> one', MAIL[2], 'Tonight', MAIL[3]]
      .map((line) => `<div>${line}</div>`)
      .join('');
    const html = `<p>See below.</p><div>${ATTRIBUTION}</div><blockquote type="cite">${inside}</blockquote>`;
    expect(show(html, [MAIL.join('\n')])).toBe(
      '<p>See below.</p><blockquote><div>The <b>green</b> one</div><div>Tonight</div></blockquote>',
    );
  });

  it('keeps pictures beside the reply, and none of the history (S12, S14)', () => {
    const photo = '<img src="cid:photo">';
    const quoted = `<div>${ATTRIBUTION}</div><blockquote><p>Which?</p><img src="cid:logo"></blockquote>`;
    expect(show(`<div>Look<br>${photo}${quoted}</div>`)).toBe(
      '<div>Look<br /><img src="cid:photo" /></div>',
    );
    expect(show(`<div>${photo}${quoted}</div>`)).toBe('<div><img src="cid:photo" /></div>');
    const flat = `<p>Ok</p><p><b>From:</b> ${US}<br><b>Sent:</b> Tuesday, November 3, 2026 10:01 AM<br><b>Subject:</b> Lamp</p><p><img src="cid:logo"></p><p>Which?</p>`;
    expect(show(flat)).toBe('<p>Ok</p><p></p>');
  });

  it('keeps a picture below a quote that holds a mail from Outlook (S12, S14)', () => {
    const inside =
      '<p>Which?</p><div id="x_divRplyFwdMsg"><b>From:</b> Bob</div><img src="cid:logo">';
    const html = `<div>${ATTRIBUTION}</div><blockquote type="cite">${inside}</blockquote><p>This <img src="cid:photo"></p>`;
    expect(show(html)).toBe('<p>This <img src="cid:photo" /></p>');
  });

  it('shows an emoji that was sent as a picture (S12)', () => {
    const html =
      '<p>Fine <img src="https://mail.example/1f600.png" alt="😀"></p><blockquote type="cite">Is it?</blockquote>';
    expect(show(html)).toBe('<p>Fine 😀</p>');
  });

  it('shows no words that mail programs hide, also in the middle of a line (S13)', () => {
    expect(show('<p>Yes<span style="display:none"> secret</span>, please</p>')).toBe(
      '<p>Yes, please</p>',
    );
  });

  it('keeps the lines of preformatted text apart (S12)', () => {
    const html = '<pre>one\ntwo\n&amp; three\n-- \nCarla</pre>';
    expect(show(html)).toBe('<pre>one\ntwo\n&amp; three\n</pre>');
  });

  it('keeps the words of broken HTML (S12)', () => {
    const html = `<p>Yes<p><b>please<div></i>now<blockquote type="cite">Which?`;
    expect(extractReply({ html }).reply.split('\n').filter(Boolean)).toEqual([
      'Yes',
      'please',
      'now',
    ]);
    expect(
      show(html)
        ?.replace(/<[^>]*>/g, ' ')
        .trim(),
    ).toMatch(/^Yes\s+please\s+now$/);
  });

  it('takes linear time (S12)', () => {
    const html = `${'<b>a</b><img src="cid:x">'.repeat(3_000)}<blockquote type="cite">${'b <br>'.repeat(5_000)}`;
    expect(show(html)?.match(/a/g)).toHaveLength(3_000);
  });

  it.each([
    [
      'a head',
      `-----Original Message-----From: ${US}Sent: Tuesday, November 3, 2026 10:01To: EveSubject: x`,
    ],
    ['an attribution', `--- ${ATTRIBUTION}`],
  ])('shows a line that goes on with %s up to it (S12, S13)', (_, head) => {
    const html = `<ol><li><b>Yes&nbsp;&amp;</b>  no, <a href="https://x.example">see</a>. ${head}</li></ol><blockquote>Is it?</blockquote>`;
    const { reply, htmlSources } = extractReply({ html }, { links: 'targets' });
    expect(reply).toBe('1. Yes & no, see (https://x.example).');
    expect(sanitiseHtml(html, htmlSources)?.trim()).toMatch(
      /^<ol><li><b>Yes.&amp;<\/b> {2}no, <a [^>]*>see<\/a>\. ?<\/li><\/ol>$/,
    );
  });

  it('leaves out the elements that held only pictures of others (S13)', () => {
    const logo = '<p><a href="https://x.example"><img src="https://x.example/a.png"></a></p>';
    expect(show(`<p>Yes.</p>${logo}<p><img src="cid:photo"></p>`)).toBe(
      '<p>Yes.</p><p><img src="cid:photo" /></p>',
    );
  });
});
