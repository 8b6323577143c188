import { quotedPrintable } from './quoted-printable.ts';

/** A MIME part in quoted-printable: lines stay below 998 octets (RFC 5322 §2.1.1), and no server rewraps it. */
export const textPart = (subtype: 'plain' | 'html', text: string): { raw: string } => ({
  raw: [
    `Content-Type: text/${subtype}; charset=utf-8`,
    'Content-Transfer-Encoding: quoted-printable',
    '',
    quotedPrintable(text),
  ].join('\r\n'),
});
