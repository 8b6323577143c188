import { describe, expect, it } from 'vitest';
import type { TextPart } from '../../../functions/mail/parts/collect-text.ts';
import { roleOf } from '../../../functions/mail/parts/part-role.ts';
import type { Multipart } from '../../../functions/mail/structure/open-multiparts.ts';
import type { PartHeader } from '../../../functions/mail/structure/part-header.ts';

const mixed: Multipart = { subtype: 'mixed', boundary: 'b' };
const alternative: Multipart = { subtype: 'alternative', boundary: 'b' };
const headerOf = (contentType: string, more: Partial<PartHeader> = {}): PartHeader => ({
  contentType,
  params: {},
  encoding: '',
  ...more,
});
const attached = { disposition: 'attachment' };
const named = (filename: string) => ({ filename, disposition: 'attachment' });
const PLAIN: TextPart = { isHtml: false, text: 'Hello' };
const HTML: TextPart = { isHtml: true, text: '<p>Hello</p>' };

describe('roleOf, alone or in a plain multipart (S14, S23)', () => {
  it.each([
    'text/plain',
    'text/html',
    'text/markdown',
    'text/x-markdown',
    'text/enriched',
    'text/richtext',
  ])('%s is text', (type) => {
    expect(roleOf(headerOf(type), mixed, [])).toBe('text');
    expect(roleOf(headerOf(type, { disposition: 'inline' }), mixed, [])).toBe('text');
  });

  it.each([
    ['text/plain', named('a.txt')],
    ['text/plain', { filename: 'a.txt' }],
    ['text/plain', attached],
    ['text/x-unknown', {}],
    ['text/html', { filename: 'a.html', disposition: 'inline' }],
    ['application/octet-stream', {}],
    ['application/octet-stream', named('a.TXT')],
    ['application/x-txt', {}],
    ['application/text', {}],
    ['plain/text', {}],
    ['unheard-of/type', {}],
  ])('%s with %j is a file, or the text if there is no other', (type, more) => {
    expect(roleOf(headerOf(type, more), mixed, [])).toBe('file-or-text');
  });

  it.each([
    'text/calendar',
    'text/vcard',
    'text/x-vcard',
    'text/directory',
    'text/rfc822-headers',
    'text/csv',
    'text/css',
    'text/xml',
    'text/javascript',
    'text/rtf',
    'image/png',
    'application/pdf',
    'application/octet-stream-x',
    'application/plain-x',
    'message/rfc822',
    'x-world/x-3dmf',
  ])('%s is a file', (type) => {
    expect(roleOf(headerOf(type), mixed, [])).toBe('file');
    expect(roleOf(headerOf(type, named('a.bin')), undefined, [])).toBe('file');
  });

  it('octets of unknown type are a file if their name says so', () => {
    for (const name of ['a.pdf', 'a.txt.exe'])
      expect(roleOf(headerOf('application/octet-stream', named(name)), mixed, [])).toBe('file');
  });

  it('a page sent as a file is a file, unless it is the whole mail', () => {
    expect(roleOf(headerOf('text/html', named('a.html')), mixed, [])).toBe('file');
    expect(roleOf(headerOf('text/html', named('a.html')), undefined, [])).toBe('file-or-text');
  });

  it.each(['application/pkcs7-mime', 'application/x-pkcs7-mime'])(
    '%s is signed text, unless its smime-type says otherwise',
    (type) => {
      const role = (kind: string) =>
        roleOf(
          headerOf(type, { params: { 'smime-type': kind }, ...named('smime.p7m') }),
          mixed,
          [],
        );
      expect(roleOf(headerOf(type), undefined, [])).toBe('signed');
      expect(role('signed-data')).toBe('signed');
      for (const kind of ['Enveloped-Data', 'compressed-data', 'certs-only'])
        expect(role(kind)).toBe('file');
    },
  );

  it('a detached signature is a file', () => {
    expect(roleOf(headerOf('application/pkcs7-signature'), mixed, [])).toBe('file');
  });
});

describe('roleOf, in an alternative (S23)', () => {
  it.each([
    'text/x-amp-html',
    'text/watch-html',
    'text/enriched',
    'text/richtext',
    'text/vnd.google.email-reaction+json',
  ])('%s is a form for few programs', (type) => {
    expect(roleOf(headerOf(type), alternative, [PLAIN])).toBe('fallback');
    expect(roleOf(headerOf(type), alternative, [])).toBe('fallback');
    expect(roleOf(headerOf(type, attached), alternative, [PLAIN])).not.toBe('fallback');
    expect(roleOf(headerOf(type), mixed, [PLAIN])).not.toBe('fallback');
  });

  it.each(['text/rtf', 'application/rtf', 'text/x-rtf', 'application/x-rtf'])(
    '%s is a fallback beside a text, and a file otherwise',
    (type) => {
      const rich = headerOf(type, { filename: 'a.rtf' });
      expect(roleOf(rich, alternative, [PLAIN])).toBe('fallback');
      expect(roleOf(rich, alternative, [])).not.toBe('fallback');
      expect(roleOf({ ...rich, ...attached }, alternative, [PLAIN])).not.toBe('fallback');
    },
  );

  it('the first form of a kind is text, whatever its name', () => {
    const page = headerOf('text/html', { filename: 'a.html', disposition: 'inline' });
    expect(roleOf(page, alternative, [PLAIN])).toBe('text');
    expect(roleOf(page, alternative, [PLAIN, HTML])).toBe('file-or-text');
    expect(roleOf(headerOf('text/plain', attached), alternative, [HTML])).toBe('text');
    expect(roleOf(headerOf('text/plain', named('a.txt')), alternative, [])).toBe('text');
  });

  it('a named attachment after a text is a file', () => {
    expect(roleOf(headerOf('text/html', named('offer.html')), alternative, [PLAIN])).toBe('file');
    expect(roleOf(headerOf('text/plain', named('a.txt')), alternative, [HTML])).toBe(
      'file-or-text',
    );
  });
});
