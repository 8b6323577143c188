import { describe, expect, it } from 'vitest';
import {
  attachmentLink,
  contentDisposition,
  isAttachmentKeyValid,
  servedType,
} from '../../functions/conversations/attachment-link.ts';
import { secretKey } from '../support/secret-key.ts';

const old = { current: 'a', keys: { a: secretKey(1) } };
const rotated = { current: 'b', keys: { ...old.keys, b: secretKey(2) } };

const keyOf = (link: string) => new URL(link).searchParams.get('key') ?? '';

describe('attachmentLink', () => {
  it('opens the one attachment it was made for', () => {
    const link = attachmentLink('https://api.example/', old, 'a1');
    expect(link).toMatch(/^https:\/\/api\.example\/attachments\/a1\?key=[\w-]{32}$/);
    expect(isAttachmentKeyValid(old, 'a1', keyOf(link))).toBe(true);
    expect(isAttachmentKeyValid(old, 'a2', keyOf(link))).toBe(false);
  });

  it('stays valid while its key is kept (S2)', () => {
    const key = keyOf(attachmentLink('https://api.example', old, 'a1'));
    expect(isAttachmentKeyValid(rotated, 'a1', key)).toBe(true);
    const { b } = rotated.keys;
    expect(isAttachmentKeyValid({ current: 'b', keys: { b } }, 'a1', key)).toBe(false);
  });

  it.each(['', 'AAAA', 'x'.repeat(10_000), '!!!'])('refuses %s', (key) => {
    expect(isAttachmentKeyValid(old, 'a1', key)).toBe(false);
  });

  it.each(['x', '=', '.', ' ', '!'])('refuses a key with %o added to it', (more) => {
    const key = keyOf(attachmentLink('https://api.example', old, 'a1'));
    expect(isAttachmentKeyValid(old, 'a1', `${key}${more}`)).toBe(false);
  });

  it('escapes an odd id in the path', () => {
    expect(attachmentLink('https://api.example', old, '../x?y')).toContain(
      '/attachments/..%2Fx%3Fy?',
    );
  });
});

describe('contentDisposition', () => {
  it('saves the file under its name, for old clients in ASCII (RFC 6266)', () => {
    expect(contentDisposition('Übersicht "2026".pdf')).toBe(
      'attachment; filename="_bersicht _2026_.pdf"; filename*=UTF-8\'\'%C3%9Cbersicht%20%222026%22.pdf',
    );
  });

  it('escapes what else has a meaning in the header (RFC 5987 §3.2.1)', () => {
    expect(contentDisposition("it's (1)*.pdf")).toContain(
      "filename*=UTF-8''it%27s%20%281%29%2A.pdf",
    );
  });

  it('keeps any name within its quotes in the header', () => {
    const header = contentDisposition('a"\r\nSet-Cookie: x=1;\u0000\ud800.txt');
    expect(header).not.toMatch(/[\r\n\0]/);
    expect(header.match(/"/g)).toHaveLength(2);
  });
});

describe('servedType', () => {
  it('serves types that a browser would run as octets', () => {
    const types = ['text/html', 'image/svg+xml', 'application/xhtml+xml', 'text/xml', 'nonsense'];
    for (const contentType of types) {
      expect(servedType({ contentType })).toBe('application/octet-stream');
    }
    expect(servedType({ contentType: 'Image/PNG; name=x' })).toBe('image/png');
    expect(servedType({ contentType: ' image/png ; name=x' })).toBe('image/png');
  });
});
