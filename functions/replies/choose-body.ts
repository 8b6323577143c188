import { readHtmlLines } from './read-html-lines.ts';
import { readTextLines } from './read-text-lines.ts';
import type { Line } from './reply-line.ts';
import { unwrapFlowed } from './unwrap-flowed.ts';

/** A mail's body as the mail parser gives it. */
export interface ReplyInput {
  readonly text?: string | null | undefined;
  readonly html?: string | null | undefined;
  /** By lower-case name; `content-type` of the text part says whether it is flowed (RFC 3676). */
  readonly headers?: Readonly<Record<string, unknown>> | undefined;
  /** Texts that we sent in this conversation, whole mails as far as they are known. */
  readonly sent?: readonly string[] | undefined;
}

export interface ChosenBody {
  readonly lines: Line[];
  readonly choice: 'took-html' | 'took-text';
}

/** Below this share of the text part's letters an HTML part is a stub ("your program cannot show this"). */
const MIN_HTML_SHARE = 0.5;
/** Bodies as short as this are not compared by length. */
const MIN_COMPARED_CHARS = 80;

/** HTML says more about what is quoted, so it wins unless it is empty or lost words of the text part. */
export function chooseBody(input: ReplyInput): ChosenBody {
  const text = input.text ?? '';
  const html = input.html ?? '';
  if (html.trim() === '') return { lines: readPlain(text, input.headers), choice: 'took-text' };
  const lines = readHtmlLines(html);
  if (text.trim() === '') return { lines, choice: 'took-html' };
  const shown = lines.reduce((sum, line) => sum + line.body.length, 0);
  const isStub =
    shown === 0 ||
    (text.length > MIN_COMPARED_CHARS && shown < countLetters(text) * MIN_HTML_SHARE);
  return isStub
    ? { lines: readPlain(text, input.headers), choice: 'took-text' }
    : { lines, choice: 'took-html' };
}

/** Blanks, quote marks and links (which HTML hides behind their text) do not count. */
function countLetters(text: string): number {
  return text.replace(/https?:\/\/\S+/g, '').replace(/[\s>]+/g, '').length;
}

function readPlain(text: string, headers: ReplyInput['headers']): Line[] {
  const type = headers?.['content-type'];
  const isFlowed = typeof type === 'string' && /format\s*=\s*"?flowed/i.test(type);
  if (!isFlowed) return readTextLines(text);
  return readTextLines(unwrapFlowed(text, /delsp\s*=\s*"?yes/i.test(String(type))));
}
