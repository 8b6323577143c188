import { describe, expect, it } from 'vitest';
import { mailOf, multipartOf } from '../mail-of.ts';
import { readRaw } from '../read-fixture.ts';

const nested = (subtype: string, ...parts: string[]) =>
  `Content-Type: multipart/${subtype}; boundary=i\n\n${parts.map((part) => `--i\n${part}\n`).join('')}--i--`;
const PAGE = 'Content-Type: text/html\n\n<p>Hello</p>';
const picture = (fields: string) => `Content-Type: image/png; name=a.png\n${fields}\n\nx`;
const CID = 'Content-ID: <a@x.example>';

const inlineOf = async (raw: string) =>
  (await readRaw(raw)).attachments.map(({ isInline }) => isInline);

describe('whether a file is shown inline (S14)', () => {
  it('it is if the text names it', async () => {
    const named = 'Content-Type: text/html\n\n<img src="cid:a@x.example">';
    expect(await inlineOf(multipartOf('mixed', named, picture(CID)))).toEqual([true]);
  });

  it.each([
    ['cid:p%401@x.example', 'p@1@x.example', true],
    ['CID:a&amp;b@x.example', 'a&b@x.example', true],
    ['cid:100%@x.example', '100%@x.example', true],
    ['cid:image(1).png', 'image(1).png', true],
    ['cid:image10', 'image1', false],
  ])('%s in the text names the Content-ID %s: %s (RFC 2392)', async (url, contentId, isNamed) => {
    const page = `Content-Type: text/html\n\n<img src="${url}">`;
    const raw = multipartOf('mixed', page, picture(`Content-ID: <${contentId}>`));
    expect(await inlineOf(raw)).toEqual([isNamed]);
  });

  it('a style names it up to the bracket', async () => {
    const page =
      'Content-Type: text/html\n\n<p style="background:url(cid:b@x.example),url(cid:a@x.example)">';
    expect(await inlineOf(multipartOf('mixed', page, picture(CID)))).toEqual([true]);
  });

  it('it is if it belongs to its page (RFC 2387), however deep', async () => {
    expect(await inlineOf(multipartOf('related', PAGE, picture(CID)))).toEqual([true]);
    const deep = nested('mixed', picture(CID));
    expect(await inlineOf(multipartOf('related', PAGE, deep))).toEqual([true]);
  });

  it('it is if its disposition says so (RFC 2183)', async () => {
    const said = picture('Content-Disposition: inline');
    expect(await inlineOf(multipartOf('mixed', PAGE, said))).toEqual([true]);
  });

  it('it is not if nothing names it', async () => {
    expect(await inlineOf(multipartOf('mixed', PAGE, picture(CID)))).toEqual([false]);
    expect(await inlineOf(multipartOf('related', PAGE, picture('X: y')))).toEqual([false]);
    const attached = picture(`${CID}\nContent-Disposition: attachment`);
    expect(await inlineOf(multipartOf('related', PAGE, attached))).toEqual([false]);
  });
});

describe('a file that comes twice (S14)', () => {
  const INVITATION = 'BEGIN:VCALENDAR\nEND:VCALENDAR';
  const form = `Content-Type: text/calendar; method=REQUEST\n\n${INVITATION}`;
  const attached = (name: string, octets = INVITATION) =>
    `Content-Type: application/ics; name=${name}\nContent-Disposition: attachment\n\n${octets}`;
  const alternative = nested('alternative', 'Content-Type: text/plain\n\nPlease come.', form);
  const namesOf = async (...parts: string[]) =>
    (await readRaw(multipartOf('mixed', ...parts))).attachments.map(({ filename }) => filename);

  it('is the attached one if the other is a form of the alternative (RFC 2046 §5.1.4)', async () => {
    expect(await namesOf(alternative, attached('invite.ics'))).toEqual(['invite.ics']);
    expect(await namesOf(attached('invite.ics'), alternative)).toEqual(['invite.ics']);
  });

  it('is two files if their octets differ, or if both are attached', async () => {
    expect(await namesOf(alternative, attached('b.ics', 'BEGIN:VCALENDAR'))).toEqual([
      'attachment-1.ics',
      'b.ics',
    ]);
    expect(await namesOf(attached('a.ics'), attached('a.ics'))).toEqual(['a.ics', 'a.ics']);
  });
});

describe('the only text, sent as a file (S23)', () => {
  it('is HTML if its type says so', async () => {
    const page = 'Content-Type: text/html; name=page.html\nContent-Disposition: inline';
    const { text, html, attachments } = await readRaw(mailOf(page, '<p>Hello</p>'));
    expect([text, html, attachments]).toEqual([undefined, '<p>Hello</p>', []]);
  });

  it('is plain text if it has no known type', async () => {
    const { text, html } = await readRaw(mailOf('Content-Type: application/octet-stream', 'a < b'));
    expect([text, html]).toEqual(['a < b', undefined]);
  });

  it('is the first of several, and the others stay files in their order', async () => {
    const file = (name: string) => `Content-Type: text/plain; name=${name}\n\n${name}`;
    const { text, attachments } = await readRaw(
      multipartOf('mixed', picture('X: y'), file('b.txt'), file('c.txt')),
    );
    expect([text, attachments.map(({ filename }) => filename)]).toEqual([
      'b.txt',
      ['a.png', 'c.txt'],
    ]);
  });
});

describe('how a text was wrapped', () => {
  it('is given only if there is a text (RFC 3676)', async () => {
    const flowed = 'Content-Type: text/plain; format=flowed';
    expect((await readRaw(mailOf(flowed, 'Hello'))).textFormat).toEqual({
      flowed: true,
      delSp: false,
    });
    const page = 'Content-Type: text/html\n\n<p>World</p>';
    const both = await readRaw(multipartOf('mixed', `${flowed}\n\nHello`, page));
    expect([both.text, both.textFormat]).toEqual([undefined, undefined]);
  });
});
