/**
 * Mails made to crash or stall a mail parser, each a few lines of generator: nothing hostile lies in the repository. One character per
 * octet; a mail is given in pieces, because some are larger than they should be held at once.
 */
export type MailPieces = Iterable<string>;

const MIB = 1024 * 1024;
const SIGNATURES = ['relaxed/relaxed', 'simple/simple']
  .map(
    (c) =>
      `DKIM-Signature: v=1; a=rsa-sha256; c=${c}; d=evil.example; s=s; h=from; bh=AA==; b=AA==\r\n`,
  )
  .join('');
const HEAD = `${SIGNATURES}From: Mallory <mallory@evil.example>\r\nTo: support@piping.example\r\nMessage-ID: <1@evil.example>\r\nMIME-Version: 1.0\r\n`;

/** `text` again and again, up to about `bytes` octets. */
function* fill(text: string, bytes: number): MailPieces {
  const block = text.repeat(Math.max(1, Math.floor(MIB / text.length)));
  for (let left = bytes; left > 0; left -= block.length) {
    yield left >= block.length ? block : text.repeat(Math.ceil(left / text.length));
  }
}

function* join(...pieces: (string | MailPieces)[]): MailPieces {
  for (const piece of pieces) {
    if (typeof piece === 'string') yield piece;
    else yield* piece;
  }
}

const textOf = (body: MailPieces | string, type = 'text/plain; charset=utf-8', encoding = '8bit') =>
  join(
    HEAD,
    `Content-Type: ${type}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`,
    body,
    '\r\n',
  );
const htmlOf = (...body: (MailPieces | string)[]) =>
  textOf(join(...body), 'text/html; charset=utf-8');
const fileOf = (body: MailPieces, encoding: string) =>
  join(
    HEAD,
    'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: application/pdf\r\n',
    `Content-Disposition: attachment; filename=a.pdf\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`,
    body,
    '\r\n--b--\r\n',
  );
const partsOf = (part: string, count: number) =>
  join(
    HEAD,
    'Content-Type: multipart/mixed; boundary=b\r\n\r\n',
    fill(part, part.length * count),
    '--b--\r\n',
  );

function* nest(
  depth: number,
  innermost: MailPieces | string,
  boundary = (i: number) => `b${i}`,
  subtype = 'mixed',
): MailPieces {
  yield HEAD;
  for (let i = 0; i < depth; i++) {
    yield `Content-Type: multipart/${subtype}; boundary="${boundary(i)}"\r\n\r\n--${boundary(i)}\r\n`;
  }
  yield 'Content-Type: text/plain\r\n\r\n';
  yield* innermost;
}

/** Octets that look random and are the same on every run. */
function* noise(bytes: number): MailPieces {
  let seed = 1;
  for (let left = bytes; left > 0; left -= 65_536) {
    const codes = Array.from({ length: Math.min(left, 65_536) }, () => {
      seed = (seed * 1_664_525 + 1_013_904_223) % 4_294_967_296;
      return seed >>> 24;
    });
    yield Buffer.from(codes).toString('latin1');
  }
}

const longBoundary = (i: number) => `${'b'.repeat(60)}${String(i).padStart(4, '0')}`;
const emptyForwards = (count: number) =>
  fill('Subject: n\r\nFrom: a@b.example\r\nContent-Type: message/rfc822\r\n\r\n', count * 66);
const alternatives =
  '--b19\r\nContent-Type: text/plain\r\n\r\nx\r\n--b19\r\nContent-Type: text/html\r\n\r\n<p>x\r\n';

/** `text` as the content of signed data (RFC 5652), each of its octets a string by itself, as BER allows (X.690 §8.7.3). */
const signedOctets = (text: string) => [...text].map((octet) => `\x04\x01${octet}`).join('');
const signedOf = (...content: (MailPieces | string)[]) =>
  textOf(
    join(
      '\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x80\x30\x80\x02\x01\x01\x31\x00',
      '\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01\xa0\x80\x24\x80',
      ...content,
    ),
    'application/pkcs7-mime; smime-type=signed-data',
  );

/** Name → mail. The name says what is too much. */
export const HOSTILE_MAILS: Record<string, () => MailPieces> = {
  'header: one line of 1 MB': () => join('X-Long: ', fill('a', 1e6), '\r\n', HEAD, '\r\nhi\r\n'),
  'header: 200,000 fields': () => join(fill('A:b\r\n', 1e6), HEAD, '\r\nhi\r\n'),
  'header: 250 KB of fields': () => join(HEAD, fill('A:b\r\n', 250_000), '\r\nhi\r\n'),
  'header: 250 KB of fields with empty lines between': () =>
    join(fill('X-A: b\r\n\r\n', 250_000), HEAD, '\r\nhi\r\n'),
  'header: 250 KB of folds': () =>
    join(HEAD, 'Subject: a\r\n', fill(' \r\n', 250_000), '\r\nhi\r\n'),
  'header: 250 KB of addresses': () =>
    join('To: ', fill('a@b.example, ', 250_000), 'z@b.example\r\n', HEAD, '\r\nhi\r\n'),
  'header: 250 KB of brackets in From': () =>
    join('From: ', fill('(', 250_000), '\r\n', HEAD, '\r\nhi\r\n'),
  'header: 250 KB of quotes in From': () =>
    join('From: ', fill('"<', 250_000), '\r\n', HEAD, '\r\nhi\r\n'),
  'header: 250 KB of names': () => join('From: ', fill('a,', 250_000), '\r\n', HEAD, '\r\nhi\r\n'),
  'header: 250 KB of encoded words': () =>
    join('Subject: ', fill('=?utf-8?Q?=C3=A9?= ', 250_000), '\r\n', HEAD, '\r\nhi\r\n'),
  'header: 250 KB of parameters': () =>
    join('Content-Type: text/plain; ', fill('n*1*=a%20b;', 250_000), '\r\n', HEAD, '\r\nhi\r\n'),
  'header: 250 KB of references': () =>
    join('References: ', fill('<r@b.example> ', 250_000), '\r\n', HEAD, '\r\nhi\r\n'),
  'header: 250 KB of half references': () =>
    join('References: ', fill('<a@', 250_000), '\r\n', HEAD, '\r\nhi\r\n'),
  'header: 250 KB of comments in results': () =>
    join('Authentication-Results: mx; spf=', fill('((', 250_000), '\r\n', HEAD, '\r\nhi\r\n'),
  'header: 1000 signatures': () =>
    join(
      fill(
        'DKIM-Signature: v=1; a=rsa-sha256; d=x.example; s=s; h=from; bh=AA==; b=AA==\r\n',
        80_000,
      ),
      HEAD,
      '\r\nhi\r\n',
    ),
  'nesting: 200 deep': () => nest(200, 'hi\r\n'),
  'nesting: 10,000 deep': () => nest(10_000, 'hi\r\n'),
  'nesting: 20 deep, 40 MB of near delimiters': () =>
    nest(20, fill(`--${longBoundary(0).slice(0, 63)}c\r\n`, 39e6), longBoundary),
  'nesting: 20 deep, 40 MB of short delimiters': () => nest(20, fill('--bcccc\r\n', 39e6)),
  'nesting: 20 alternatives around 980 texts': () =>
    nest(20, fill(alternatives, alternatives.length * 490), undefined, 'alternative'),
  'nesting: 500 forwarded mails': () => emptyForwards(500),
  'nesting: 10,000 forwarded mails': () => emptyForwards(10_000),
  'parts: 900 files': () =>
    partsOf(
      '--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment\r\n\r\nx\r\n',
      900,
    ),
  'parts: 100,000 files': () =>
    partsOf(
      '--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment\r\n\r\nx\r\n',
      100_000,
    ),
  'parts: 100,000 texts': () => partsOf('--b\r\nContent-Type: text/plain\r\n\r\nx\r\n', 100_000),
  'parts: 100,000 empty ones': () => partsOf('--b\r\n\r\n\r\n', 100_000),
  'parts: 900 with 40 KB of header': () =>
    partsOf(`--b\r\nX-A: ${'z '.repeat(20_000)}\r\n\r\nhi\r\n`, 900),
  'boundary: 10 MB of near delimiters': () =>
    join(
      HEAD,
      `Content-Type: multipart/mixed; boundary="${'b'.repeat(60)}"\r\n\r\n`,
      fill(`--${'b'.repeat(59)}c\r\n`, 10e6),
    ),
  'boundary: 5000 characters': () =>
    join(HEAD, `Content-Type: multipart/mixed; boundary="${'b'.repeat(5000)}"\r\n\r\n`),
  'size: 50 MB in one line': () => textOf(fill('a', 50e6)),
  'signed: 10 MB of fields, octet by octet': () => signedOf(fill(signedOctets('A:b\r\n'), 30e6)),
  'signed: 10 MB of text, octet by octet': () =>
    signedOf(signedOctets('A:b\r\n\r\n'), fill(signedOctets('Hello\r\n'), 30e6)),
  'text: 40 MB of line ends (LF)': () => textOf(fill('\n', 40e6)),
  'text: 20 MB of line ends': () => textOf(fill('\r\n', 20e6)),
  'text: 40 MB of short lines': () => textOf(fill('abcdef\r\n', 40e6)),
  'text: 40 MB of dashes': () => textOf(fill('--\r\n', 40e6)),
  'text: 10 MB of links': () => textOf(fill('http://a.example/', 10e6)),
  'text: 10 MB of @': () => textOf(fill(`${'@'.repeat(70)}\r\n`, 10e6)),
  'text: 10 MB flowed': () =>
    textOf(fill(`${'a'.repeat(70)} \r\n`, 10e6), 'text/plain; format=flowed; delsp=yes'),
  'text: 20 MB of soft line breaks': () =>
    textOf(fill('=\r\n', 20e6), undefined, 'quoted-printable'),
  'text: 20 MB quoted-printable in one line': () =>
    textOf(fill('=C3=A9', 20e6), undefined, 'quoted-printable'),
  'text: 20 MB of blanks, quoted-printable': () =>
    textOf(fill(' ', 20e6), undefined, 'quoted-printable'),
  'html: 1,000,000 elements inside one another': () =>
    htmlOf(fill('<div class="a">', 15e6), 'x', fill('</div>\n', 7e6)),
  'html: 900 block quotes, 100 KB': () =>
    htmlOf('<blockquote>'.repeat(900), fill('a b ', 80_000), '</blockquote>'.repeat(900)),
  'html: 900 block quotes, 5 MB': () =>
    htmlOf('<blockquote>'.repeat(900), fill('a b ', 5e6), '</blockquote>'.repeat(900)),
  'html: 450 lists, 1 MB': () =>
    htmlOf('<ul><li>'.repeat(450), fill('a b ', 1e6), '</ul>'.repeat(450)),
  'html: 200,000 list items': () => htmlOf('<ul>', fill('<li>a', 1e6), '</ul>'),
  'html: 300 tables inside one another': () =>
    htmlOf('<table><tr><td>a'.repeat(300), '</td></tr></table>'.repeat(300)),
  'html: 5 MB table': () =>
    htmlOf('<table>', fill(`<tr>${'<td>a</td>'.repeat(20)}</tr>\n`, 5e6), '</table>'),
  'html: 5 MB of <': () => htmlOf(fill('<', 5e6)),
  'html: 5 MB of comments that never end': () => htmlOf(fill('<!--', 5e6)),
  'html: 5 MB of attributes': () => htmlOf('<a ', fill('x="y" ', 5e6), '>t</a>'),
  'html: 5 MB of entities': () => htmlOf(fill('&amp;', 5e6)),
  'html: 40 MB as Outlook writes it': () =>
    htmlOf(fill('<p class="MsoNormal"><span lang="EN">hello world<o:p></o:p></span></p>\n', 39e6)),
  'file: 40 MB of line ends in base64': () => fileOf(fill('\n', 40e6), 'base64'),
  'file: 40 MB of base64 in short lines': () => fileOf(fill('AAAA\r\n', 40e6), 'base64'),
  'file: 40 MB of base64 in one line': () => fileOf(fill('QUJD', 40e6), 'base64'),
  'file: 40 MB of padding': () => fileOf(fill('A=', 40e6), 'base64'),
  'file: 10 MB of broken base64': () =>
    fileOf(fill('AAA=!!$$*\xe9\0AAAA==AAA\r\n', 10e6), 'base64'),
  'file: 40 MB of escapes': () => fileOf(fill('=3D', 40e6), 'quoted-printable'),
  'file: 10 MB uuencoded': () => fileOf(fill(`M${'A'.repeat(60)}\r\n`, 10e6), 'x-uuencode'),
  ...Object.fromEntries(
    ['unknown-8bit', 'utf-16', 'iso-2022-jp', 'utf-7', 'gb18030'].map((charset) => [
      `charset: 10 MB of noise as ${charset}`,
      () => textOf(noise(10e6), `text/plain; charset=${charset}`),
    ]),
  ),
};
