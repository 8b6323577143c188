import { describe, expect, it } from 'vitest';
import {
  MAX_SHOWN_HTML_TAGS,
  sanitiseHtml,
} from '../../../functions/replies/html/sanitise-html.ts';

describe('sanitiseHtml', () => {
  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg onload=alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<iframe src="https://evil.example"></iframe>',
    '<object data="x"></object><embed src=x>',
    '<form action="https://evil.example"><input name=p></form>',
    '<meta http-equiv=refresh content="0;url=https://evil.example">',
    '<style>@import url(https://evil.example)</style>',
    '<div style="background:url(https://evil.example)">x</div>',
    '<link rel=stylesheet href=https://evil.example>',
    '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
  ])('lets nothing run or load: %s (S13)', (html) => {
    expect(sanitiseHtml(html, '')).not.toMatch(
      /script|onerror|onload|javascript:|data:|iframe|object|embed|form|meta|@import|url\(|<link|evil/i,
    );
  });

  it('shows only pictures that came with the mail, no remote ones (S13)', () => {
    const html = '<p>Hi<img src="https://track.example/p.gif"><img src="cid:logo"></p>';
    expect(sanitiseHtml(html, 'Hi')).toBe('<p>Hi<img src="cid:logo" /></p>');
  });

  it.each([
    '<title>Lamps</title>',
    '<div style="display:none;max-height:0">Your lamp is on its way</div>',
    '<p hidden>Your lamp</p>',
    '<noscript>Your lamp</noscript>',
    '<svg><title>Lamp</title><text>Lamp</text></svg>',
    '<xml>Lamp</xml>',
  ])('shows nothing that mail programs hide: %s (S13)', (hidden) => {
    expect(sanitiseHtml(`${hidden}<p>Hi</p>`, 'Hi')).toBe('<p>Hi</p>');
    const quoted = `${hidden}<div class="gmail_quote"><p>Hi</p></div>`;
    expect(sanitiseHtml(quoted, 'Hi')).toBe('<div><p>Hi</p></div>');
  });

  it('removes our own attribute, also one that the mail has', () => {
    expect(sanitiseHtml('<p data-cut="1">Hi</p>', 'Hi')).toBe('<p>Hi</p>');
    expect(sanitiseHtml('<div class="gmail_quote"><p data-cut="1">Hi</p></div>', 'Hi')).toBe(
      '<div><p>Hi</p></div>',
    );
  });

  it('opens links in a new window, without a referrer', () => {
    expect(sanitiseHtml('<a href="https://a.example">x</a>', 'x')).toBe(
      '<a href="https://a.example" rel="noopener noreferrer nofollow" target="_blank">x</a>',
    );
  });

  it("leaves out what the client's markup quotes (S12)", () => {
    const html =
      '<div>Yes &amp; no</div><div class="gmail_quote"><blockquote>Which?</blockquote></div>';
    expect(sanitiseHtml(html, 'Yes & no')).toBe('<div>Yes &amp; no</div>');
  });

  it('leaves out everything below a mark of history (S12)', () => {
    const html =
      '<div><p>Yes</p><div id="appendonsend"></div><hr><b>From:</b> us<p>Which?</p></div>';
    expect(sanitiseHtml(html, 'Yes')).toBe('<div><p>Yes</p></div>');
  });

  it('shows the whole mail if an answer is within the quote (S12)', () => {
    const html =
      '<div class="gmail_quote"><blockquote>Which?</blockquote><p>The green one</p></div>';
    expect(sanitiseHtml(html, 'The green one')).toContain('The green one');
  });

  it('finds the lines of a long reply in one pass (S12)', () => {
    const html = `<p>${'a'.repeat(800_000)}b</p>${'<br>aab'.repeat(15_000)}`;
    const reply = `${'a'.repeat(800_000)}b\n${'aab\n'.repeat(15_000)}`;
    expect(sanitiseHtml(html, reply)?.slice(-9)).toBe('<br />aab');
  });

  it('shows the reply without history if its lines are in another order (S12)', () => {
    const html = '<p>two</p><p>one</p><div class="gmail_quote">Which?</div>';
    expect(sanitiseHtml(html, 'one\ntwo')).toBe('<p>two</p><p>one</p>');
  });

  it('shows no HTML that cannot be made safe in bounded time (S13)', () => {
    expect(sanitiseHtml('<div>'.repeat(MAX_SHOWN_HTML_TAGS + 1), '')).toBeUndefined();
  });
});
