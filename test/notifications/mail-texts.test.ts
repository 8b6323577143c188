import { describe, expect, it } from 'vitest';
import { escapeHtml, escapeSentence } from '../../functions/notifications/escape-html.ts';
import { findLinks } from '../../functions/notifications/find-links.ts';
import { formatSize, formatTime } from '../../functions/notifications/mail-content.ts';
import { plainMarkdown, renderMarkdown } from '../../functions/notifications/markdown.ts';
import { renderLinks } from '../../functions/notifications/render-links.ts';
import { mergeTexts } from '../../functions/texts/merge-texts.ts';
import { composeAndRead, shown } from './mail-fixture.ts';

const hrefs = (html = '') => [...html.matchAll(/href="([^"]*)"/g)].map(([, url]) => url);

describe('renderLinks', () => {
  it('makes addresses clickable and leaves the text unchanged', () => {
    const html = renderLinks('See https://shop.example/a?b=1&c=2, or write to us.');
    expect(hrefs(html)).toEqual(['https://shop.example/a?b=1&amp;c=2']);
    expect(html.replace(/<[^>]*>/g, '')).toBe(
      'See https://shop.example/a?b=1&amp;c=2, or write to us.',
    );
  });

  it('keeps runs of blanks, odd ones too, as in code and columns', () => {
    const html = renderLinks('if:\n   go  and     stop\n\tend');
    const shownText = html.replaceAll('&nbsp;', ' ').replaceAll('<br>', '');
    expect(shownText).toBe('if:\n   go  and     stop\n    end');
    expect(html).not.toContain('  ');
  });

  it.each(['javascript:alert(1)', 'notes.md', 'a.b@c.example', 'ftp://x.example', '//x.example'])(
    'makes no link of %j',
    (text) => {
      expect(hrefs(renderLinks(text))).toEqual([]);
    },
  );
});

describe('findLinks', () => {
  it.each(['https://a?', 'https://a/(', 'https://a#', 'https://-'])(
    'reads a long run of %j in linear time',
    (run) => {
      const began = performance.now();
      findLinks(run.repeat(60_000 / run.length));
      expect(performance.now() - began).toBeLessThan(1_000);
    },
  );
});

describe('renderMarkdown', () => {
  it('shows bold, lists, code and links (chat messages)', () => {
    const html = renderMarkdown(
      'Do **this** now:\n\n1. `npm start`\n2. open [the page](https://x.example)',
      'ltr',
    );
    expect(html).toContain('<strong>this</strong>');
    expect(html).toMatch(/<ol[^>]*>\s*<li value="1">/);
    expect(html).toContain('<code>npm start</code>');
    expect(hrefs(html)).toEqual(['https://x.example']);
  });

  it.each([
    '<script>alert(1)</script> **x**',
    '[x](javascript:alert(1)) **y**',
    '![x](https://track.example/p.gif) **y**',
    '**x** <img src=x onerror=alert(1)>',
    '[x](data:text/html,hello) **y**',
  ])('makes %j harmless (S13)', (text) => {
    expect(renderMarkdown(text, 'ltr')).not.toMatch(/<script|<img|href="(?:javascript|data)/i);
  });

  it.each([
    ['[https://shop.example](https://thief.example/?a=1&b=2)', 'https://thief.example/?a=1&b=2'],
    ['[**shop.example**/login](https://thief.example)', 'https://thief.example'],
    ['[help@shop.example](mailto:help@thief.example)', 'mailto:help@thief.example'],
    ['[https：//shop。example](https://thief.example)', 'https://thief.example'],
    ['[shop。example](https://thief.example)', 'https://thief.example'],
    ['[shop｡example](https://thief.example)', 'https://thief.example'],
    ['see [](https://shop.example)', 'https://shop.example'],
    ['see [ \u200b](https://shop.example)', 'https://shop.example'],
  ])(
    'shows where a link leads whose label reads like an address, or shows nothing: %s',
    (text, url) => {
      const html = renderMarkdown(text, 'ltr');
      expect(html.replace(/<[^>]*>/g, '')).toContain(`(${escapeHtml(url)})`);
    },
  );

  it.each([
    '[the page](https://x.example)',
    '[https://x.example](https://x.example)',
    '<b> https://x.example *y*',
  ])('shows the address of %s no second time', (text) => {
    expect(renderMarkdown(text, 'ltr')).not.toContain('(https:');
  });

  it('shows the team the address behind each label that a customer typed: it may read like a link of ours', async () => {
    const text = '[Open the conversation in the chat](https://thief.example)';
    const typed = (isOfStaff: boolean) => ({
      messages: [shown({ text, isMarkdown: true, isOfStaff })],
    });
    const toStaff = async (isOfStaff: boolean) =>
      (await composeAndRead({}, { ...typed(isOfStaff), isToStaff: true })).mail.html;
    expect(await toStaff(false)).toContain('</a> (https://thief.example)');
    expect(await toStaff(true)).not.toContain('</a> (https:');
  });

  it.each([
    'Box 30*20*10 cm',
    'a*b*c = d',
    'x*2, *now* and 3*4*5',
    // decoded, it would read like another address
    '*now* https://xn--pypal-4ve.example/a%2Fb%C3%A9',
    'handlers[0]() *now*',
  ])('keeps what is no Markdown as it was typed: %s', (text) => {
    const kept = text.replace('*now*', 'now');
    expect(plainMarkdown(text)).toBe(kept);
    expect(renderMarkdown(text, 'ltr').replace(/<[^>]*>/g, '')).toBe(kept);
  });

  it.each([
    `Before\n${'- '.repeat(15)}-\nAfter`,
    '* * * * * * * * * * * *\n* Menu\n* * * * * * * * * * * *\n*now*',
    '1. 2. 3. 4. 5. 6. 7. 8. 9. 10. 11. bingo',
    Array.from({ length: 14 }, (_, depth) => `${'  '.repeat(depth)}- item${depth}`).join('\n'),
  ])('loses nothing behind many marks of lists: %j', (text) => {
    const words = text.match(/[A-Za-z]\w*/g);
    expect(plainMarkdown(text).match(/[A-Za-z]\w*/g)).toEqual(words);
    const shownWords = renderMarkdown(text, 'ltr').replace(/<[^>]*>/g, '');
    expect(shownWords.match(/[A-Za-z]\w*/g)).toEqual(words);
  });

  it('keeps the numbers of a list, by which answers name their questions', () => {
    const text = '1. yes\n3. no\n   - really\n\n7) d\n12) e';
    expect(plainMarkdown(text)).toBe('1. yes\n3. no\n  - really\n\n7. d\n12. e');
    const values = renderMarkdown(text, 'ltr').match(/<li( value="\d+")?>/g);
    expect(values).toEqual(
      ['1', '3', '', '7', '12'].map((n) => (n ? `<li value="${n}">` : '<li>')),
    );
  });

  it.each([
    ['```foo', 'foo'],
    ['```js\nrun()\n```', 'run()'],
    ['```Error: no paper\nat line 3```', 'Error: no paper\nat line 3```'],
    ['~~~ Offer ~~~\n`a`', 'Offer ~~~\n`a`'],
  ])('takes one word behind a fence for a language, and more for code: %j', (text, code) => {
    expect(plainMarkdown(text)).toBe(code);
    expect(renderMarkdown(text, 'ltr')).toContain(`<code>${code}`);
  });

  it('renders no heading, quote or ruler, which programs take for quoting (S12)', () => {
    expect(renderMarkdown('# one\n\n> two\n\n---\n\n**x**', 'ltr')).not.toMatch(
      /<h1|<blockquote|<hr/,
    );
  });

  it('has the same words in the text part', () => {
    expect(
      plainMarkdown('Do **this**:\n\n- `a`\n- *b*\n  1. c\n\nSee [the page](https://x.example).'),
    ).toBe('Do this:\n\n- a\n- b\n  1. c\n\nSee the page (https://x.example).');
  });
});

describe('escapeSentence', () => {
  it('keeps words together that a line break may not separate', () => {
    const kept = (words: string) => `<span style="white-space:nowrap">${words}</span>`;
    expect(escapeSentence('Répondez « oui » à cet e-mail : c’est tout.')).toBe(
      `Répondez ${kept('« oui »')} à cet ${kept('e-mail :')} c’est tout.`,
    );
    expect(escapeSentence('Può rispondere a questa e-mail.')).toBe(
      `Può rispondere a questa ${kept('e-mail')}.`,
    );
    expect(escapeSentence('a < b')).toBe('a &lt; b');
  });
});

describe('composeMail, what people see', () => {
  it('has the subject as title, and the first words in a hidden preheader below the delimiter', async () => {
    const { mail } = await composeAndRead({ subject: 'Parcel <4711>' });
    expect(mail.html).toContain('<title>Parcel &lt;4711&gt;</title>');
    expect(mail.html).toMatch(/###<\/div>\s*<div[^>]*display:none[^>]*>Which order is it\?<\/div>/);
  });

  it('renders the Markdown of the chat, as plain text in the text part and the preheader', async () => {
    const text = 'Use **the red** button';
    const typed = await composeAndRead({}, { messages: [shown({ text, isMarkdown: true })] });
    expect(typed.mail.html).toContain('<strong>the red</strong>');
    expect(typed.mail.html).toMatch(/display:none[^>]*>Use the red button<\/div>/);
    expect(typed.mail.text).toContain('Use the red button');
    const mailed = await composeAndRead({}, { messages: [shown({ text })] });
    expect(mailed.mail.text).toContain(text);
    expect(mailed.mail.html).toContain(text);
  });

  it('links to the chat in both parts if the team gives an address', async () => {
    const chatUrl = 'https://chat.example/c/2457';
    const { mail } = await composeAndRead({}, { chatUrl });
    expect(hrefs(mail.html)).toContain(chatUrl);
    expect(mail.text).toContain(`Open the conversation in the chat: ${chatUrl}`);
  });

  it('sets the colon behind our words off with a blank in French (S18)', async () => {
    const files = [
      {
        filename: 'a.zip',
        size: 30_000_000,
        state: 'linked' as const,
        url: 'https://api.example/a',
      },
    ];
    const { mail } = await composeAndRead(
      {},
      {
        locale: 'fr',
        texts: mergeTexts('fr', undefined).texts,
        chatUrl: 'https://chat.example/1',
        messages: [shown({ files })],
        history: [shown()],
      },
    );
    expect(mail.html).toContain('jointes :');
    expect(mail.text).not.toMatch(/\S:\s/);
  });
});

describe('formatTime', () => {
  it('is in the reader’s zone and language', () => {
    const at = '2026-11-03T09:01:00.000Z';
    expect(formatTime(at, 'it', 'Europe/Rome')).toContain('10:01');
    expect(formatTime(at, 'en', 'UTC')).toBe('3 Nov 2026, 09:01 UTC');
  });
});

describe('formatSize', () => {
  it('is never zero', () => {
    expect(formatSize(30, 'en')).toBe('0.1 kB');
    expect(formatSize(12_400, 'en')).toBe('12 kB');
  });
});
