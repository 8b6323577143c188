import { encode } from 'nodemailer/lib/qp';

/** RFC 2045 §6.7 (5), including the `=` of a soft break. */
const MAX_LINE_CHARACTERS = 76;

/**
 * Encodes a text as quoted-printable. No line ends in a blank, not even before a soft
 * break: some servers drop blanks at line ends, and the words would run together.
 */
export function quotedPrintable(text: string): string {
  const octets = Buffer.from(text.replace(/\r\n?|\n/g, '\r\n'));
  return encode(octets).split('\r\n').map(foldLine).join('\r\n');
}

function foldLine(line: string): string {
  const folded: string[] = [];
  let from = 0;
  while (line.length - from > MAX_LINE_CHARACTERS) {
    const to = breakBefore(line, from, from + MAX_LINE_CHARACTERS - 1);
    folded.push(`${line.slice(from, to)}=`);
    from = to;
  }
  folded.push(line.slice(from));
  return folded.join('\r\n');
}

/** The last offset up to `most` that does not split a `=XX` and, unless all are blanks, leaves no blank at the end. */
function breakBefore(line: string, from: number, most: number): number {
  const isInside = (at: number) => line[at - 1] === '=' || line[at - 2] === '=';
  const isAfterBlank = (at: number) => line[at - 1] === ' ' || line[at - 1] === '\t';
  for (let at = most; at > from + 1; at -= 1) if (!isInside(at) && !isAfterBlank(at)) return at;
  let at = most;
  while (isInside(at)) at -= 1;
  return at;
}
