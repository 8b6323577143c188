import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseMessage } from '../../../functions/mail/parse-message.ts';
import { mailOf, multipartOf } from '../mail-of.ts';
import { readRaw, streamOf } from '../read-fixture.ts';

const PDF = 'Content-Type: application/pdf; name=a.pdf\n\nx';
const PLAIN = 'Content-Type: text/plain\n\nHello';
const names = (attachments: { filename: string }[]) => attachments.map(({ filename }) => filename);

describe('the only text (S23)', () => {
  it.each([
    'Content-Type: text/plain\nContent-Disposition: attachment',
    'Content-Type: text/plain; name=body.txt\nContent-Disposition: inline; filename=body.txt',
    'Content-Type: text/plain; name=body.txt',
    'Content-Type: application/octet-stream',
    'Content-Type: application/octet-stream; name=body.txt',
    'Content-Type: text/x-unknown',
  ])('is what its author wrote, though sent as %s', async (fields) => {
    for (const raw of [mailOf(fields, 'Hello'), multipartOf('mixed', `${fields}\n\nHello`, PDF)]) {
      const { text, attachments } = await readRaw(raw);
      expect([text, names(attachments).filter((name) => name !== 'a.pdf')]).toEqual(['Hello', []]);
    }
  });

  it('stays a file beside another text, even an empty one', async () => {
    const file = 'Content-Type: text/plain; name=notes.txt\n\nnotes';
    for (const written of [PLAIN, 'Content-Type: text/plain\n\n'])
      expect(names((await readRaw(multipartOf('mixed', written, file))).attachments)).toEqual([
        'notes.txt',
      ]);
  });

  it('makes no file of a Mac’s resource fork', async () => {
    const double = 'Content-Type: multipart/appledouble; boundary=c\n\n';
    const fork = '--c\nContent-Type: application/applefile; name=photo.jpg\n\nx\n';
    const photo = '--c\nContent-Type: image/jpeg; name=photo.jpg\n\nx\n--c--\n';
    const { attachments } = await readRaw(multipartOf('mixed', PLAIN, double + fork + photo));
    expect(names(attachments)).toEqual(['photo.jpg']);
  });

  it('stays a file if its octets are no text', async () => {
    const { text, attachments } = await readRaw(
      mailOf('Content-Type: application/octet-stream', '\0\x01\x02'),
    );
    expect([text, attachments.length]).toEqual([undefined, 1]);
  });

  it('leaves the other files the indexes that a second pass gives them', async () => {
    const raw = multipartOf('mixed', 'Content-Type: text/plain; name=body.txt\n\nHello', PDF);
    const { attachments } = await readRaw(raw);
    const taken = new Map<number, string>();
    await parseMessage(streamOf(raw), {
      onAttachment: async ({ index }, content) => {
        const hash = createHash('sha256');
        for await (const octets of content) hash.update(octets);
        taken.set(index, hash.digest('hex'));
      },
    });
    expect(attachments.map(({ index }) => taken.get(index))).toEqual(
      attachments.map(({ sha256 }) => sha256),
    );
  });
});

describe('forms of an alternative for few programs (S23)', () => {
  it.each([
    ['text/x-amp-html', '<html amp4email>Hello</html>'],
    ['text/vnd.google.email-reaction+json', '{"emoji":"x","version":1}'],
    ['text/watch-html', '<b>Hello</b>'],
    ['text/enriched', '<bold>Hello</bold>'],
    ['application/rtf', '{\\rtf1 Hello}'],
  ])('%s is no file', async (type, body) => {
    const { text, html, attachments } = await readRaw(
      multipartOf(
        'alternative',
        PLAIN,
        `Content-Type: ${type}\n\n${body}`,
        'Content-Type: text/html\n\n<p>Hello</p>',
      ),
    );
    expect([text, html, attachments]).toEqual(['Hello', '<p>Hello</p>', []]);
  });

  it('are read if there is no other', async () => {
    const enriched = 'Content-Type: text/enriched\n\n<bold>Hello</bold>\n<<Anna>\n\nBye';
    expect((await readRaw(multipartOf('alternative', enriched))).text).toBe('Hello <Anna>\nBye');
    const amp = 'Content-Type: text/x-amp-html\n\n<p>Hello</p>';
    expect((await readRaw(multipartOf('alternative', amp))).html).toBe('<p>Hello</p>');
    const rtf = 'Content-Type: application/rtf\n\n{\\rtf1 Hello}';
    expect((await readRaw(multipartOf('alternative', rtf))).attachments).toHaveLength(1);
  });

  it('stay files if they were sent as attachments', async () => {
    const rtf =
      'Content-Type: application/rtf; name=a.rtf\nContent-Disposition: attachment\n\n{\\rtf1 Hello}';
    expect((await readRaw(multipartOf('alternative', PLAIN, rtf))).attachments).toHaveLength(1);
  });
});

describe('text beside HTML (S23)', () => {
  it('is read once if both say the same', async () => {
    const html =
      'Content-Type: text/html\n\n<html><head><title>t</title><style>p{}</style></head><p>Hello&nbsp;you,<br>A &amp; B</p></html>';
    const { text } = await readRaw(
      multipartOf('mixed', 'Content-Type: text/plain\n\nHello you,\nA & B', html),
    );
    expect(text).toBe('Hello you,\nA & B');
  });

  it('is read with the HTML if they differ', async () => {
    const html = 'Content-Type: text/html\n\n<p>World</p>';
    const read = await readRaw(multipartOf('mixed', PLAIN, html));
    expect([read.text, read.html]).toEqual([undefined, '<div>Hello</div>\n<p>World</p>']);
  });
});

describe('markdown', () => {
  it('is text', async () => {
    expect((await readRaw(mailOf('Content-Type: text/markdown', '*Hello*'))).text).toBe('*Hello*');
  });
});

describe('forms of an alternative that look like files (S23)', () => {
  const html = '<p>Hello</p>';
  it.each([
    ['name=t.txt', 'name=t.html', 'inline'],
    ['charset=utf-8', 'charset=utf-8', 'attachment'],
  ])('are texts despite %s', async (plainSays, htmlSays, disposition) => {
    const message = await readRaw(
      multipartOf(
        'alternative',
        `Content-Type: text/plain; ${plainSays}\nContent-Disposition: ${disposition}\n\nHello`,
        `Content-Type: text/html; ${htmlSays}\nContent-Disposition: ${disposition}\n\n${html}`,
      ),
    );
    expect(message).toMatchObject({ text: 'Hello', html, attachments: [] });
  });

  it('are files if the alternative has a text of their kind already', async () => {
    const file = 'Content-Type: text/plain; name=notes.txt\n\nnotes';
    const { text, attachments } = await readRaw(multipartOf('alternative', PLAIN, file));
    expect([text, names(attachments)]).toEqual(['Hello', ['notes.txt']]);
  });

  it('give no file of rich text, even if it has a name', async () => {
    const rich = 'Content-Type: application/rtf; name=t.rtf\n\n{\\rtf1}';
    expect((await readRaw(multipartOf('alternative', PLAIN, rich))).attachments).toEqual([]);
  });

  it('are read once if they are the same', async () => {
    const page = `Content-Type: text/html\n\n${html}`;
    expect((await readRaw(multipartOf('alternative', page, page))).html).toBe(html);
    expect((await readRaw(multipartOf('alternative', PLAIN, PLAIN))).text).toBe('Hello');
  });
});

describe('a text of another kind than its type (S23)', () => {
  it('is plain if its HTML has no markup', async () => {
    const message = await readRaw(mailOf('Content-Type: text/html', 'Hello,\n\nVia Roma 1'));
    expect(message).toMatchObject({ text: 'Hello,\n\nVia Roma 1', html: undefined });
  });

  it('is HTML if it is a whole page', async () => {
    const page = '<!DOCTYPE html>\n<html><body>Hello</body></html>';
    expect((await readRaw(mailOf('Content-Type: text/plain', page))).html).toBe(page);
    const code = 'What does <html> mean?';
    expect((await readRaw(mailOf('Content-Type: text/plain', code))).text).toBe(code);
  });

  it('keeps no control characters, such as old end marks', async () => {
    expect((await readRaw(mailOf('Content-Type: text/plain', 'A\x07\tB\x1a'))).text).toBe('A\tB');
  });

  it('counts as the same beside HTML despite placeholders of pictures', async () => {
    const plain = 'Content-Type: text/plain\n\nHello\n[image: logo.png]';
    const { html } = await readRaw(
      multipartOf('mixed', plain, 'Content-Type: text/html\n\n<p>Hello</p><img src="cid:a">'),
    );
    expect(html).toBe('<p>Hello</p><img src="cid:a">');
  });
});
