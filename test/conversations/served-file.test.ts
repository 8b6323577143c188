import { describe, expect, it } from 'vitest';
import { contentDisposition, servedType } from '../../functions/conversations/served-file.ts';

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
