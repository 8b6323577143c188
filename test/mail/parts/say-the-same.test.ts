import { describe, expect, it } from 'vitest';
import { sayTheSame } from '../../../functions/mail/parts/say-the-same.ts';

describe('sayTheSame (S12, S23)', () => {
  it.each([
    ['Hello you, A & B', '<p>Hello&nbsp;you,<br>A &amp; B</p>'],
    ['Größe 5', '<p>GR&#214;&#xdf;E 5</p>'],
    ['Hello', '<style>p{}</style><SCRIPT>x()</SCRIPT><title>t</title><p>Hello</p>'],
    ['Hello', '<!-- a > b --><p>Hello</p>'],
    ['Hello', '<p>Hello</p><!-- never closed'],
    ['Hello', '<p>Hello</p><style>p{}'],
    ['Hello', '<p>Hello</p'],
    ['See http://shop.example/a?b=c', '<p>See <a href="http://shop.example/a?b=c">this</a></p>'],
    ['Write: mailto:anna@x.example', '<p>Write:</p>'],
    ['Hello [image: logo.png] [cid:a@b] [Inline image 1]', '<p>Hello</p><img src="cid:a">'],
    ['a < b > c "d"', 'a &lt; b &gt; c &quot;d&quot;'],
    ['Hello', '&#0;&#x110000;&unheard;Hello'],
    ['', ''],
  ])('%j says what %j says', (text, html) => {
    // the same without the words of a link, if the text has only its address
    expect(sayTheSame(text, html.replace('>this<', '><'))).toBe(true);
  });

  it.each([
    ['Hello', '<p>Hello Anna</p>'],
    ['Hello Anna', '<p>Hello</p>'],
    ['5 pieces', '<p>6 pieces</p>'],
    ['Größe', '<p>Große</p>'],
    ['imagine', '<p></p>'],
    ['[imagine it]', '<p></p>'],
    ['x', '&#120;&#121;'],
    ['', '<p>Hello</p>'],
  ])('%j does not say what %j says', (text, html) => {
    expect(sayTheSame(text, html)).toBe(false);
  });

  it('compares no texts of more than 256 Ki characters', () => {
    const longest = 'x'.repeat(256 * 1024);
    expect(sayTheSame(longest, longest)).toBe(true);
    expect(sayTheSame(`${longest}.`, longest)).toBe(false);
    expect(sayTheSame(longest, `${longest}.`)).toBe(false);
  });
});
