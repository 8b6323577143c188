import { describe, expect, it } from 'vitest';
import { extractReply } from '../../../functions/replies/extract-reply.ts';
import {
  MAX_SHOWN_HTML_TAGS,
  sanitiseHtml,
} from '../../../functions/replies/html/sanitise-html.ts';

const show = (html: string) => sanitiseHtml(html, extractReply({ html }).htmlSources);

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
    expect(sanitiseHtml(html)).not.toMatch(
      /script|onerror|onload|javascript:|data:|iframe|object|embed|form|meta|@import|url\(|<link|evil/i,
    );
  });

  it('shows only pictures that came with the mail, no remote ones (S13)', () => {
    const html = '<p>Hi<img src="https://track.example/p.gif"><img src="cid:logo"></p>';
    expect(sanitiseHtml(html)).toBe('<p>Hi<img src="cid:logo" /></p>');
  });

  it('keeps a picture of the mail whose scheme has capitals, as everybody names it (S13, RFC 3986 §3.1)', () => {
    expect(sanitiseHtml('<p><img src="CID:Logo@x"></p>')).toBe('<p><img src="cid:Logo@x" /></p>');
  });

  it.each([
    '<title>Lamps</title>',
    '<div style="display:none;max-height:0">Your lamp is on its way</div>',
    '<p hidden>Your lamp</p>',
    '<noscript>Your lamp</noscript>',
    '<svg><title>Lamp</title><text>Lamp</text></svg>',
    '<xml>Lamp</xml>',
  ])('shows nothing that mail programs hide: %s (S13)', (hidden) => {
    expect(sanitiseHtml(`${hidden}<p>Hi</p>`)).toBe('<p>Hi</p>');
    expect(show(`${hidden}<p>Hi</p>`)).toBe('<p>Hi</p>');
  });

  it('keeps the numbers of a list, by which answers name their questions', () => {
    const list = '<ol start="3" type="a"><li>Yes</li><li value="7">No</li></ol>';
    expect(sanitiseHtml(list)).toBe(list);
  });

  it('removes our own attribute, also one that the mail has', () => {
    expect(sanitiseHtml('<p data-cut="1">Hi</p>')).toBe('<p>Hi</p>');
  });

  it('opens links in a new window, without a referrer', () => {
    expect(sanitiseHtml('<a href="https://a.example">x</a>')).toBe(
      '<a href="https://a.example" rel="noopener noreferrer nofollow" target="_blank">x</a>',
    );
  });

  it('shows no HTML that cannot be made safe in bounded time (S13)', () => {
    expect(sanitiseHtml('<div>'.repeat(MAX_SHOWN_HTML_TAGS + 1))).toBeUndefined();
  });
});
