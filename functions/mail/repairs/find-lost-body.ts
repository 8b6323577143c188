import { fieldNameOf } from '../header-fields.ts';

/** Fields that stand in a header, whoever wrote it; a line of a letter that looks like another field is none. */
const KNOWN =
  /^(?:from|sender|to|cc|bcc|reply-to|subject|date|message-id|in-reply-to|references|mime-version|content-[a-z-]+|received(?:-spf)?|return-path|delivered-to|dkim-signature|authentication-results|auto-submitted|precedence|importance|priority|thread-[a-z]+|user-agent|list-[a-z-]+|arc-[a-z-]+|resent-[a-z-]+|organi[sz]ation|comments|keywords|lines|status|sensitivity|mailer|feedback-id|autocrypt|openpgp|face|errors-to|envelope-to|original-recipient|(?:mail-)?followup-to|disposition-notification-to|return-receipt-to|x-[\w-]+)$/;
const NOTHING_BUT_BLANKS = /^[ \t\r]+$/;
/** `Hello: the address is …`: a letter may begin with a word and a colon, which a field's name never looks like but by chance. */
const GREETING = /^[\p{L}]{2,20}$/u;

/**
 * Where the body begins inside of a header block whose empty line is missing: at the first line that is no field, or at a greeting right
 * before it, unless a known field that did not stand above follows, as below a single broken line. Undefined: it is a header throughout.
 * Offsets are octets.
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

/** A line of blanks parts header and body; any other line that begins with a blank continues a field. */
function bodyStartAt({ text, start, end }: Line): number | undefined {
  if (NOTHING_BUT_BLANKS.test(text)) return end;
  return /^[ \t]/.test(text) ? undefined : start;
}

/** Whether a line begins a header, as far as its first field tells. */
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
