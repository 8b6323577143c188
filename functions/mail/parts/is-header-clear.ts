import { fieldNameOf } from '../header-fields.ts';

/** What a mailbox file puts in front of a mail. */
const MBOX_LINE = /^>?From /;

/**
 * Whether every reader parts header and body of these octets in the same place: fields and their continuations, one kind of line end, and
 * the first empty line at the very end (RFC 5322 §2.1). We read others, too, as kindly as we can; but who checks a signature may have taken
 * for fields what we take for the text, and so has proved another text than ours.
 */
export function isHeaderClear(octets: Buffer): boolean {
  const text = octets.toString('latin1');
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text.split(lineEnd);
  const isEnded = lines.pop() === '' && lines.pop() === '';
  if (MBOX_LINE.test(lines[0] ?? '')) lines.shift();
  return isEnded && lines.every((line, at) => isFieldLine(line, at === 0));
}

const isFieldLine = (line: string, isFirst: boolean) =>
  !/[\r\n]/.test(line) &&
  (/^[ \t]/.test(line) ? !isFirst && line.trim() !== '' : fieldNameOf(line) !== undefined);
