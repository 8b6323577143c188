import type { Address, TextFormat } from '../mail/message.ts';
import { showsNothing } from '../mail/shows-nothing.ts';
import { unmarkTypedQuotes } from './history/unmark-typed-quotes.ts';
import { readHtmlLines } from './html/read-html-lines.ts';
import { joinBrokenLines } from './lines/join-broken-lines.ts';
import { readForeignMarks } from './lines/read-foreign-marks.ts';
import { readTextLines, unquoteSingles } from './lines/read-text-lines.ts';
import { splitGluedHeads } from './lines/split-glued-heads.ts';
import { splitSharedLines } from './lines/split-shared-lines.ts';
import { unwrapFlowed } from './lines/unwrap-flowed.ts';
import type { Line } from './reply-line.ts';

/** A mail's body as the mail parser gives it. */
export interface ReplyInput {
  readonly text?: string | null | undefined;
  readonly html?: string | null | undefined;
  /** `format` and `delsp` of the text part (RFC 3676), as the mail parser read them. */
  readonly textFormat?: TextFormat | undefined;
  /** Header fields by lower-case name. Without `textFormat`, `content-type` says whether a single-part mail is flowed. */
  readonly headers?: Readonly<Record<string, unknown>> | undefined;
  /** The author and subject of the mail. They tell whether a head in it is of the same conversation. */
  readonly author?: Address | undefined;
  readonly subject?: string | undefined;
  /**
   * `false`: the mail answers none, so what its author quotes is theirs, unless a program wrote its head. Undefined where
   * that is not known.
   */
  readonly isAnswer?: boolean | undefined;
  /** Texts that we sent in this conversation: whole mails where we have them. */
  readonly sent?: readonly string[] | undefined;
}

export interface ChosenBody {
  readonly lines: readonly Line[];
  readonly choice: 'took-html' | 'took-text';
}

/** An HTML part is a stub ("your program cannot show this") when it shows less than this share of the text part's letters. */
const MIN_HTML_SHARE = 0.5;
/** A text part of at most this length is not compared: too short to tell a stub by. */
const MIN_COMPARED_CHARS = 80;

/** Prefers the HTML part, whose markup tells what is quoted. Takes the text part when the HTML is empty or a stub. */
export function chooseBody(input: ReplyInput, hasTargets: boolean): ChosenBody {
  const text = input.text ?? '';
  const html = input.html ?? '';
  if (showsNothing(html)) return { lines: readPlain(text, input), choice: 'took-text' };
  const lines = unmarkTypedQuotes(
    splitSharedLines(splitGluedHeads(unquoteSingles(readHtmlLines(html, hasTargets)), html), html),
  );
  if (showsNothing(text)) return { lines, choice: 'took-html' };
  const shown = lines.reduce((sum, line) => sum + line.body.length, 0);
  const isStub =
    lines.every(({ body }) => showsNothing(body)) ||
    (text.length > MIN_COMPARED_CHARS && shown < countLetters(text) * MIN_HTML_SHARE);
  return isStub
    ? { lines: readPlain(text, input), choice: 'took-text' }
    : { lines, choice: 'took-html' };
}

/** Counts without blanks, quote marks and links, because HTML hides the addresses of its links. */
function countLetters(text: string): number {
  return text.replace(/https?:\/\/\S+/g, '').replace(/[\s>]+/g, '').length;
}

function readPlain(text: string, input: ReplyInput): readonly Line[] {
  const { flowed, delSp } = input.textFormat ?? readFormat(input.headers?.['content-type']);
  const lines = readTextLines(flowed ? unwrapFlowed(text, delSp) : text);
  return splitSharedLines(splitGluedHeads(joinBrokenLines(readForeignMarks(lines))));
}

function readFormat(contentType: unknown): TextFormat {
  const value = typeof contentType === 'string' ? contentType : '';
  return {
    flowed: /format\s*=\s*"?flowed/i.test(value),
    delSp: /delsp\s*=\s*"?yes/i.test(value),
  };
}
