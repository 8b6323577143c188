import { fieldNameOf } from '../header-fields.ts';

/** Names that are known header fields. In the text of a letter, another word with a colon is not a field. */
const KNOWN =
  /^(?:from|sender|to|cc|bcc|reply-to|subject|date|message-id|in-reply-to|references|mime-version|content-[a-z-]+|received(?:-spf)?|return-path|delivered-to|dkim-signature|authentication-results|auto-submitted|precedence|importance|priority|thread-[a-z]+|user-agent|list-[a-z-]+|arc-[a-z-]+|resent-[a-z-]+|organi[sz]ation|comments|keywords|lines|status|sensitivity|mailer|feedback-id|autocrypt|openpgp|face|errors-to|envelope-to|original-recipient|(?:mail-)?followup-to|disposition-notification-to|return-receipt-to|x-[\w-]+)$/;
const NOTHING_BUT_BLANKS = /^[ \t\r]+$/;
/** `Hello: the address is …`: a letter may begin like this. A field name looks so only by chance. */
const GREETING = /^[\p{L}]{2,20}$/u;

/**
 * Offset of the body in a header block whose empty line is missing, in octets; undefined when all
 * of it is header. The body begins at the first line that is no field, or at a greeting directly
 * above it. If a known field follows that did not occur before, the line was only a broken one.
 */
export function findLostBody(block: Buffer): number | undefined {
  const seen = new Set<string>();
  let lost: number | undefined;
  let greeting: number | undefined;
  for (const line of linesOf(block)) {
    if (line.text.replaceAll('\r', '') === '') continue;
    const found = judgeLine(line, lost, seen);
    if (found === undefined) greeting = greetingAt(line, seen);
    lost = found !== undefined && lost === undefined ? (greeting ?? found) : found;
  }
  return [...seen].some((name) => KNOWN.test(name)) ? lost : undefined;
}

function greetingAt({ text, start }: Line, seen: Set<string>): number | undefined {
  const name = fieldNameOf(text);
  const isGreeting = name !== undefined && GREETING.test(name) && !KNOWN.test(name);
  return isGreeting && [...seen].some((each) => KNOWN.test(each)) ? start : undefined;
}

function judgeLine(line: Line, lost: number | undefined, seen: Set<string>): number | undefined {
  const name = fieldNameOf(line.text);
  if (name === undefined) return lost ?? (seen.size > 0 ? bodyStartAt(line) : undefined);
  if (lost !== undefined && (!KNOWN.test(name) || seen.has(name))) return lost;
  seen.add(name);
  return undefined;
}

/** A line of blanks separates header and body. Any other line that begins with a blank continues a field. */
function bodyStartAt({ text, start, end }: Line): number | undefined {
  if (NOTHING_BUT_BLANKS.test(text)) return end;
  return /^[ \t]/.test(text) ? undefined : start;
}

/** Whether the line is a known header field. */
export const isKnownField = (line: string) => KNOWN.test(fieldNameOf(line) ?? '');

interface Line {
  text: string;
  start: number;
  end: number;
}

function* linesOf(block: Buffer): Generator<Line> {
  for (let start = 0; start < block.length; ) {
    const eol = block.indexOf(10, start);
    const end = eol < 0 ? block.length : eol + 1;
    yield { text: block.toString('latin1', start, eol < 0 ? end : eol), start, end };
    start = end;
  }
}
