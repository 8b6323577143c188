import type { MailMark } from '../message.ts';

const SIGNED = '-----BEGIN PGP SIGNED MESSAGE-----';
const SIGNATURE = '-----BEGIN PGP SIGNATURE-----';
const SIGNATURE_END = '-----END PGP SIGNATURE-----';
const ENCRYPTED = '-----BEGIN PGP MESSAGE-----';
const ENCRYPTED_END = '-----END PGP MESSAGE-----';

export interface Unwrapped {
  text: string;
  marks: MailMark[];
  /** The encrypted message in ASCII armor. */
  encrypted?: string;
}

/** Returns the words of a clear-signed text (RFC 9580 §7) without the signature's frame, and takes an encrypted block out of the text. */
export function unwrapPgp(text: string): Unwrapped {
  const at = startOfLine(text, SIGNED);
  if (at >= 0) return unwrapSigned(text, at);
  const begin = startOfLine(text, ENCRYPTED);
  const end = begin < 0 ? -1 : text.indexOf(ENCRYPTED_END, begin);
  if (end < 0) return { text, marks: [] };
  const after = end + ENCRYPTED_END.length;
  const encrypted = `${text.slice(begin, after)}\n`;
  return { text: text.slice(0, begin) + text.slice(after), marks: ['encrypted'], encrypted };
}

function unwrapSigned(text: string, at: number): Unwrapped {
  const signature = text.indexOf(`\n${SIGNATURE}`, at);
  // which may have blanks (RFC 9580 §6.2)
  const emptyLine = /\n[ \t]*\n/g;
  emptyLine.lastIndex = at;
  const head = emptyLine.exec(text)?.index ?? -1;
  if (signature < 0 || head < 0 || head > signature) return { text, marks: [] };
  const end = text.indexOf(SIGNATURE_END, signature);
  const words = text.slice(emptyLine.lastIndex, signature + 1).replace(/^- /gm, '');
  const behind = end < 0 ? '' : text.slice(end + SIGNATURE_END.length);
  return { text: `${text.slice(0, at)}${words}${behind.replace(/^\n/, '')}`, marks: ['signed'] };
}

function startOfLine(text: string, line: string): number {
  if (text.startsWith(line)) return 0;
  const at = text.indexOf(`\n${line}`);
  return at < 0 ? -1 : at + 1;
}
