import { quotedPrintable } from './quoted-printable.ts';

/** One form for every language: lines stay below 998 octets (RFC 5322 §2.1.1), and nothing is reflowed on the way. */
export const textPart = (subtype: 'plain' | 'html', text: string): { raw: string } => ({
  raw: [
    `Content-Type: text/${subtype}; charset=utf-8`,
    'Content-Transfer-Encoding: quoted-printable',
    '',
    quotedPrintable(text),
  ].join('\r\n'),
});
