import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LOOP_HEADER } from '../../functions/mail/reports/loop-header.ts';
import { renderHtml } from '../../functions/notifications/render-html.ts';
import { extractReply } from '../../functions/replies/extract-reply.ts';
import { mergeTexts } from '../../functions/texts/merge-texts.ts';
import { composeAndRead, content, shown } from './mail-fixture.ts';

const visible = (html = '') =>
  html
    .replace(/<style[\s\S]*?<\/style>/, '')
    .replace(/<title>[\s\S]*?<\/title>/, '')
    .replace(/<div[^>]*display:none[\s\S]*?<\/div>/, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&');

const longestLine = (raw: string) => Math.max(...raw.split('\r\n').map(({ length }) => length));

describe('composeMail', () => {
  it('is from the piping address, with the tag in From and Reply-To and the token in Reply-To (R5, R24)', async () => {
    const { mail } = await composeAndRead();
    expect(mail.from).toMatchObject({
      name: 'Support Board | LC2457-473412',
      address: 'support@piping.example',
    });
    expect(mail.replyTo).toMatchObject([
      { name: 'Support Board | LC2457-473412', address: 'support+token@piping.example' },
    ]);
    expect(mail.to).toMatchObject([{ name: 'Carla Weber', address: 'carla@kunde.example' }]);
  });

  it('names its thread in unencoded header fields (R25)', async () => {
    const { raw } = await composeAndRead();
    expect(raw).toContain('References: <root@piping.example> <ses-1@eu-west-1.amazonses.com>\r\n');
    expect(raw).toContain('In-Reply-To: <ses-1@eu-west-1.amazonses.com>\r\n');
    expect(raw).toContain('Thread-Index: AQ==\r\n');
  });

  it.each([
    '=?utf-8?Q?x?= and more',
    'Re: =?iso-8859-1?B?QQ==?=',
    `=?x?= ${'Größe 42 è '.repeat(12)}`.trim(),
  ])('keeps a subject that looks like an encoded word as typed: %j', async (subject) => {
    const { mail, raw } = await composeAndRead({ subject });
    expect(mail.subject).toBe(subject);
    expect(raw.split('\r\n').every((line) => line.length <= 998)).toBe(true);
  });

  it('gives no program a name to decode that the person chose to look encoded (S3)', async () => {
    const name = '=?utf-8?B?U3VwcG9ydCB8IExDMS0x?=';
    const { raw } = await composeAndRead({ to: { name, address: 'carla@kunde.example' } });
    const shownName = '"= ?utf-8?B?U3VwcG9ydCB8IExDMS0x?="';
    expect(raw.replace(/\r\n /g, ' ')).toContain(`To: ${shownName} <carla@kunde.example>`);
  });

  it('is marked as automatic, unless an agent wrote it to the user (S5)', async () => {
    const automatic = await composeAndRead();
    expect(automatic.header('auto-submitted')).toBe('auto-generated');
    expect(automatic.header('x-auto-response-suppress')).toBe('All');
    expect(automatic.header(LOOP_HEADER.toLowerCase())).toBe('support@piping.example');
    const written = await composeAndRead({ isAutomatic: false });
    expect(written.header('auto-submitted')).toBeUndefined();
    expect(written.header('x-auto-response-suppress')).toBe('All');
  });

  it('begins with the delimiter in both parts, above any hidden text (R19, R21)', async () => {
    const { mail } = await composeAndRead();
    const delimiter = '### Please type your reply above this line ###';
    expect(mail.text?.startsWith(`${delimiter}\n`)).toBe(true);
    const [, body = ''] = (mail.html || '').split(/<body[^>]*>/);
    expect(
      body
        .replace(/<[^>]*>/g, '')
        .trim()
        .startsWith(delimiter),
    ).toBe(true);
  });

  it('pads what has a border or a ground in cells alone, as Word needs it, which renders in Outlook for Windows', () => {
    const files = [{ filename: 'a.pdf', size: 1, state: 'attached' } as const];
    const one = shown({ files, marks: ['unverified'], isCut: true });
    const html = renderHtml(content({ messages: [one], history: [one] }), 'Subject');
    const padded = [...html.matchAll(/<(\w+) [^>]*style="([^"]*)"/g)]
      .filter(
        ([, , style = '']) =>
          /padding[a-z-]*:(?!0;)/.test(style) && /border|background/.test(style),
      )
      .map(([, name]) => name);
    expect(padded.length).toBeGreaterThan(5);
    expect(new Set(padded)).toEqual(new Set(['td']));
  });

  it('has no delimiter if the setting is off (R19)', async () => {
    const { mail } = await composeAndRead({}, { delimiter: undefined });
    expect(`${mail.text}${mail.html}`).not.toContain('###');
  });

  it('has the same content in text and HTML, and escapes what people wrote (S13)', async () => {
    const text = 'Grüße & <b>no tag</b> €5 "quoted" <script>alert(1)</script>';
    const { mail } = await composeAndRead({}, { messages: [shown({ text })] });
    expect(mail.text).toContain(text);
    expect(mail.html).not.toContain('<b>no tag');
    expect(mail.html).not.toContain('<script');
    expect(visible(mail.html)).toContain(text);
  });

  it('keeps every text that a person may write, in both parts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 300 }), async (written) => {
        const text = written.replace(/\p{Cc}/gu, '').trim();
        const { mail } = await composeAndRead({}, { messages: [shown({ text })] });
        expect(mail.text).toContain(text);
      }),
      { numRuns: 60 },
    );
  });

  it('keeps every line below 998 octets and in ASCII, whatever its content (RFC 5322 §2.1.1)', async () => {
    const text = `${'long'.repeat(5_000)}\n${'日本語'.repeat(2_000)}\n${'a b'.repeat(3_000)}`;
    const { raw, mail } = await composeAndRead(
      { subject: 'Größe '.repeat(100), to: { name: '名前'.repeat(200), address: 'a@b.example' } },
      { messages: [shown({ text })] },
      [
        {
          filename: `${'ż'.repeat(140)}.pdf`,
          contentType: 'application/pdf',
          content: Buffer.alloc(5_000),
        },
      ],
    );
    expect(longestLine(raw)).toBeLessThanOrEqual(998);
    expect(Buffer.from(raw, 'latin1').every((octet) => octet < 128)).toBe(true);
    expect(raw.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(mail.text).toContain(text);
  });

  it('keeps a subject whole that no line can hold, in lines that can be sent', async () => {
    const subject = `Re: ${'x'.repeat(1000)} end`;
    const { raw, mail } = await composeAndRead({ subject });
    expect(mail.subject).toBe(subject);
    expect(longestLine(raw)).toBeLessThanOrEqual(998);
  });

  it.each([
    ['letters', 'N'.repeat(1000)],
    ['commas and quotes', 'N,"'.repeat(400)],
    ['accents', 'é'.repeat(1000)],
  ])('cuts a name of a thousand %s to what a line can hold', async (_, name) => {
    const to = { name, address: 'carla@kunde.example' };
    const { raw, mail } = await composeAndRead({ to });
    expect(mail.to?.[0]).toEqual({ ...to, name: name.slice(0, 200) });
    expect(longestLine(raw)).toBeLessThanOrEqual(998);
  });

  it('ends no line with a blank, which a program on the way could remove', async () => {
    const { raw } = await composeAndRead(
      {},
      { messages: [shown({ text: 'one two  three '.repeat(300) })] },
    );
    expect(raw.split('\r\n').filter((line) => /[ \t]=?$/.test(line))).toEqual([]);
  });

  it('breaks no line inside an octet, after a run of blanks either (RFC 2045 §6.7)', async () => {
    const lines = Array.from({ length: 8 }, (_, more) => `a${' '.repeat(70 + more)}é`);
    const { raw } = await composeAndRead({}, { messages: [shown({ text: lines.join('\n') })] });
    expect(raw.split('\r\n').filter((line) => /^a .*=[0-9A-F]?=$/.test(line))).toEqual([]);
  });

  it('lets no name or subject add a header field', async () => {
    const { mail, raw } = await composeAndRead({
      to: { name: 'A"\r\nBcc: v@x', address: 'carla@kunde.example' },
      subject: 'Hello\r\nBcc: v@x',
      displayName: 'Team\r\nBcc: v@x | LC1-1',
    });
    expect(mail.bcc).toBeUndefined();
    expect(raw).not.toMatch(/^Bcc:/im);
    expect(mail.to).toMatchObject([{ name: 'A" Bcc: v@x', address: 'carla@kunde.example' }]);
  });

  it('attaches files with their names, mails and odd types as octets (R23, S14)', async () => {
    const { mail } = await composeAndRead({}, {}, [
      { filename: 'Größe 日本.pdf', contentType: 'application/pdf', content: Buffer.from('pdf') },
      { filename: 'mail.eml', contentType: 'message/rfc822', content: Buffer.from('From: a@b') },
      { filename: 'x', contentType: 'text/html\r\nX-Evil: 1', content: Buffer.from('x') },
      { filename: 'a.txt', contentType: 'text/plain; charset=utf-8', content: Buffer.from('é') },
    ]);
    expect(mail.attachments.map(({ filename, mimeType }) => [filename, mimeType])).toEqual([
      ['Größe 日本.pdf', 'application/pdf'],
      ['mail.eml', 'application/octet-stream'],
      ['x', 'application/octet-stream'],
      ['a.txt', 'text/plain'],
    ]);
    expect(mail.headers.some(({ key }) => key === 'x-evil')).toBe(false);
  });

  it('embeds the team’s logo, and loads nothing remote', async () => {
    const { mail } = await composeAndRead(
      {},
      { logo: { kind: 'inside', octets: Buffer.from('png') } },
    );
    expect(mail.html).toContain('src="cid:logo@email-piping"');
    expect(mail.attachments).toMatchObject([{ contentId: '<logo@email-piping>' }]);
    expect(renderHtml(content(), 'Parcel')).not.toMatch(/src=|url\(|https?:/);
  });

  it('shows history below, newest first, and how to answer', async () => {
    const history = [shown({ text: 'second' }), shown({ text: 'first', author: 'Carla' })];
    const { mail } = await composeAndRead({}, { history });
    const order = ['Which order', 'just reply', 'Earlier', 'second', 'first'];
    for (const part of [mail.text ?? '', visible(mail.html)]) {
      const at = order.map((words) => part.indexOf(words));
      expect(at).toEqual([...at].sort((a, b) => a - b));
      expect(at).not.toContain(-1);
    }
  });

  it('says which files are linked or gone, and what was cut (S14)', async () => {
    const files = [
      {
        filename: 'big.zip',
        size: 30_000_000,
        state: 'linked' as const,
        url: 'https://api.example/attachments/1?key=a&b=c',
      },
      { filename: 'gone.pdf', size: 12_000, state: 'unavailable' as const },
    ];
    const { mail } = await composeAndRead(
      {},
      { messages: [shown({ files, isCut: true, marks: ['unverified'] })] },
    );
    expect(mail.text).toContain('- big.zip (30 MB): https://api.example/attachments/1?key=a&b=c');
    expect(mail.text).toContain('- gone.pdf (12 kB), no longer available');
    expect(mail.text).toContain('All of it is in the chat.');
    expect(mail.text).toContain('could not be verified');
    expect(mail.html).toContain('href="https://api.example/attachments/1?key=a&amp;b=c"');
  });

  it('returns the text part as sent, so that it can be recognised in replies (S12)', async () => {
    const { mail, sentText } = await composeAndRead();
    expect(mail.text?.trimEnd()).toBe(sentText.trimEnd());
  });

  it.each([
    ['attached', 'en'],
    ['linked', 'en'],
    ['linked', 'fr'],
  ] as const)(
    'is recognised in an answer without words, however few words stand above an %s file (%s, S12)',
    async (state, locale) => {
      const files = [
        {
          filename: 'Contract.pdf',
          size: 12_000,
          state,
          ...(state === 'linked' && { url: 'https://api.example/attachments/1?key=a' }),
        },
      ];
      const { mail, sentText } = await composeAndRead(
        {},
        {
          locale,
          texts: mergeTexts(locale, undefined).texts,
          messages: [shown({ text: 'Here.', files })],
        },
      );
      const [, body = ''] = /<body[^>]*>([\s\S]*)<\/body>/.exec(mail.html || '') ?? [];
      const html = `<div><br></div><div class="gmail_quote"><div class="gmail_attr">On Tue, Nov 3, 2026 at 10:01 AM Support &lt;support@piping.example&gt; wrote:<br></div><blockquote class="gmail_quote">${body}</blockquote></div>`;
      expect(extractReply({ html, sent: [sentText] }).reply).toBe('');
    },
  );
});
