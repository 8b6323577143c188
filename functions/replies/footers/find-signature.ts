import { SALUTATION } from '../languages/vocabulary.ts';
import { foldText } from '../lines/fold-text.ts';
import { type CutKind, filledAbove, isRuler, type Line, nextFilled } from '../reply-line.ts';
import { closes, isDashedName } from './find-closing.ts';
import { isAboveDisclaimer, isDisclaimerText, isDisclaimerTitle } from './find-disclaimer.ts';
import { isClassification } from './gateway-words.ts';

/** Longest signature that only a ruler or a closing marks, in lines. */
const MAX_SIGNATURE_LINES = 12;
const MAX_SIGNATURE_CHARS = 80;
/** Lines that may follow a signature mark or the beginning of a disclaimer. */
const MAX_TAIL_LINES = 25;
/** RFC 3676 §4.3; most clients lose its trailing space. `__` stands above the footers of mailing lists. */
const SIGNATURE_MARK = /^(?:--|__)$/;
/** What follows the line of underscores that list software draws. */
const LIST_FOOTER = /mailing[- ]?list|unsubscribe|listinfo|list-|\S@\S|https?:|www\./;
const MAX_GAP_LINES = 1;
/** Rulers as people draw them above a signature. Of each character more than stand below a heading. */
const RULE = /^(?:_{5,}|-{3,}|={4,}|\*{3,}|~{4,}|#{5,}|_ _+)$/;
/** A ruler that a program draws above its footer (Horde: 64). People part their answer from the quote by a shorter one. */
const MIN_DRAWN_CHARS = 30;

export interface SignatureOptions {
  readonly policy: 'light' | 'strip';
  readonly isWholeBody: boolean;
  readonly isBelowHistory: boolean;
}

export interface SignatureStart {
  readonly at: number;
  readonly kind: CutKind;
}

/**
 * Where the signature of a stretch begins; the rest of the stretch belongs to it. `light` takes
 * what a delimiter or a device footer marks. `strip` also takes typed closings and names.
 */
export function findSignature(
  lines: readonly Line[],
  options: SignatureOptions,
): SignatureStart | undefined {
  for (const [at, line] of lines.entries()) {
    if (line.body === '') continue;
    const kind = judgeStart(lines, at, line.body, options);
    if (kind === undefined) continue;
    // a body that is only a signature is kept: there is nothing else to show (S12)
    if (options.isWholeBody && isFirstFilled(lines, at)) return undefined;
    return { at: kind === 'disclaimer' ? withTitle(lines, at) : at, kind };
  }
  return undefined;
}

/** First line of a disclaimer, with its title and the ruler above, which are a paragraph of their own. */
function withTitle(lines: readonly Line[], at: number): number {
  let first = at;
  for (const isPart of [isDisclaimerTitle, isRuler]) {
    const above = filledAbove(lines, first);
    if (isPart(lines[above]?.body ?? '')) first = above;
  }
  return (lines[first - 1]?.body ?? '') === '' ? first : at;
}

const isFirstFilled = (lines: readonly Line[], at: number): boolean => nextFilled(lines, 0) === at;

function judgeStart(
  lines: readonly Line[],
  at: number,
  body: string,
  options: SignatureOptions,
): CutKind | undefined {
  if (SIGNATURE_MARK.test(body) && isTail(lines, at)) return 'signature';
  if (isLabel(lines, at, body, options)) return 'disclaimer';
  const { policy } = options;
  if (isBrokenCard(lines, at) && isShortTail(lines, at)) return 'signature';
  const isTyped = policy === 'strip' && !isFirstFilled(lines, at) && closes(lines, at);
  if ((isTyped || isFooterRule(lines, at, body, options)) && isShortTail(lines, at))
    return 'signature';
  if (isDashedName(body, policy) && isLastFilled(lines, at) && isAlone(lines, at, policy))
    return 'signature';
  return isDisclaimer(lines, at, options) ? 'disclaimer' : undefined;
}

/** `| |` / `Carla` / `|`: the card of NetEase's MailMaster, a table that lost its form in plain text. */
const isBrokenCard = (lines: readonly Line[], at: number): boolean =>
  lines[at]?.body === '| |' && lines.slice(at, at + MAX_SIGNATURE_LINES).some(isCardEdge);

const isCardEdge = ({ body }: Line): boolean => body === '|';

function isFooterRule(
  lines: readonly Line[],
  at: number,
  body: string,
  options: SignatureOptions,
): boolean {
  if (!RULE.test(body)) return false;
  if (options.policy === 'strip') return true;
  if (/^[_#]{5}/.test(body) && isListFooter(lines, at)) return true;
  return options.isBelowHistory && body.length >= MIN_DRAWN_CHARS && isFirstFilled(lines, at);
}

/** People also draw lines of underscores or hashes. In a footer, a list's name or link follows at once. */
function isListFooter(lines: readonly Line[], at: number): boolean {
  const next = nextFilled(lines, at + 1);
  if (next > at + 1 + MAX_GAP_LINES) return false;
  return LIST_FOOTER.test(foldText(`${lines[next]?.body} ${lines[next + 1]?.body}`));
}

/** Few enough lines follow for a signature with its disclaimer. */
function isTail(lines: readonly Line[], at: number): boolean {
  let filled = 0;
  for (let index = at + 1; index < lines.length && filled <= MAX_TAIL_LINES; index++) {
    if (lines[index]?.body !== '') filled++;
  }
  return filled <= MAX_TAIL_LINES;
}

/** Only a few short lines follow, as names and numbers are. */
function isShortTail(lines: readonly Line[], at: number): boolean {
  let filled = 0;
  for (let index = at + 1; index < lines.length; index++) {
    const body = lines[index]?.body ?? '';
    if (body === '') continue;
    if (++filled > MAX_SIGNATURE_LINES || body.length > MAX_SIGNATURE_CHARS || body.endsWith('?'))
      return false;
  }
  return true;
}

const isLastFilled = (lines: readonly Line[], at: number): boolean =>
  nextFilled(lines, at + 1) === lines.length;

/** `-Name` that is not the last item of a list. */
function isAlone(lines: readonly Line[], at: number, policy: 'light' | 'strip'): boolean {
  if (isFirstFilled(lines, at)) return false;
  const isBelowBlank = lines[at - 1]?.body === '';
  if (policy === 'light' && !(isBelowBlank && /^--?\p{Lu}/u.test(lines[at]?.body ?? '')))
    return false;
  return !lines.slice(0, at).some((line) => /^[-*•] ?\S/.test(line.body));
}

/** "Classification: Internal" as the last paragraph below somebody's words or the history. */
const isLabel = (
  lines: readonly Line[],
  at: number,
  body: string,
  { isBelowHistory }: SignatureOptions,
): boolean =>
  isLastFilled(lines, at) &&
  isClassification(body) &&
  (isFirstFilled(lines, at) ? isBelowHistory : lines[at - 1]?.body === '');

/** A paragraph at the end that reads like a disclaimer. The first words above a history are what the person has to say. */
function isDisclaimer(
  lines: readonly Line[],
  at: number,
  { isBelowHistory }: SignatureOptions,
): boolean {
  if (!isTail(lines, at) || (!isBelowHistory && isFirstFilled(lines, at))) return false;
  const isParted = (lines[at - 1]?.body ?? '') === '' || isAboveDisclaimer(lines, at - 1);
  if (!isParted || isAboveDisclaimer(lines, at)) return false;
  return isDisclaimerText(lines, at) && !isBelowGreeting(lines, at);
}

/** "Dear Sir or Madam," is all that stands above: the paragraph is what the person has to say. */
function isBelowGreeting(lines: readonly Line[], at: number): boolean {
  const above = filledAbove(lines, at);
  const greeting = foldText(lines[above]?.body.slice(0, MAX_SIGNATURE_CHARS) ?? '');
  return isFirstFilled(lines, above) && SALUTATION.test(greeting);
}
