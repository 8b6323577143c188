import { fieldNameOf, MAX_HEADER_FIELDS } from '../header-fields.ts';

/**
 * Fields that say how the body is to be read. Of two equal ones, a signature may cover one while a reader uses the other (RFC 6376 §5.4.2).
 */
const BODY_FIELDS = ['content-type', 'content-transfer-encoding'];
/** The line that an mbox file puts before a mail. */
const MBOX_LINE = /^>?From /;

/**
 * Whether every reader splits header and body of these octets in the same place (RFC 5322 §2.1) and reads the body by the same fields: only
 * fields and their continuations, one kind of line end, and the first empty line at the very end. We also read other headers, but whoever
 * checked a signature may have taken for fields what we take for text, so the signature then proves another text than ours.
 */
export function isHeaderClear(octets: Buffer): boolean {
  const text = octets.toString('latin1');
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text.split(lineEnd);
  const isEnded = lines.pop() === '' && lines.pop() === '';
  if (MBOX_LINE.test(lines[0] ?? '')) lines.shift();
  // with more lines we would read only the first fields, while a
  // signature covers the lowest of a name (RFC 6376 §5.4.2)
  if (lines.length > MAX_HEADER_FIELDS) return false;
  return isEnded && lines.every((line, at) => isFieldLine(line, at === 0)) && isReadOneWay(lines);
}

const isReadOneWay = (lines: string[]) =>
  BODY_FIELDS.every((name) => lines.filter((line) => fieldNameOf(line) === name).length < 2);

const isFieldLine = (line: string, isFirst: boolean) =>
  !/[\r\n]/.test(line) &&
  (/^[ \t]/.test(line) ? !isFirst && line.trim() !== '' : fieldNameOf(line) !== undefined);
