import { SALUTATION } from '../languages/vocabulary.ts';
import { foldText } from '../lines/fold-text.ts';
import { isRuler, type Line, type LineVerdicts, nextFilled } from '../reply-line.ts';
import { isDeviceFooter } from './find-device-footer.ts';
import { isExcuse } from './find-excuse.ts';

/** A paragraph of at least this size is not a postscript but a mail. */
const MIN_LETTER_LINES = 3;
const MIN_LETTER_CHARS = 200;
const MIN_SENTENCE_WORDS = 6;
/** Longest second line of a wrapped footer, unless it is a link. */
const MAX_REST_CHARS = 60;

export interface FooterStretch {
  readonly first: number;
  readonly last: number;
  readonly isBelowHistory: boolean;
  /** We know what we sent, so text that is not in it is the person's. */
  readonly hasSent: boolean;
}

/** State of the walk from the last line to the first, so that no line is examined or cut twice. */
interface Below {
  /** First non-blank line of the stretch. */
  readonly top: number;
  /** Last line of the current paragraph, and first of its lines that is cut. */
  paragraphLast: number;
  cutFrom: number;
  /** From this line to the end, an unmarked answered mail has been cut already. */
  letterFrom: number;
  /** Only footers have been seen so far. */
  isOpen: boolean;
}

/** Cuts device footers. A footer is one paragraph; further paragraphs are the person's. */
export function cutDeviceFooters(
  lines: readonly Line[],
  verdicts: LineVerdicts,
  stretch: FooterStretch,
): void {
  const end = stretch.last + 1;
  const top = nextFilled(lines, stretch.first, end);
  const below: Below = { top, paragraphLast: end, cutFrom: end, letterFrom: end, isOpen: true };
  for (let index = stretch.last; index >= stretch.first; index--) {
    const body = lines[index]?.body ?? '';
    if (body === '') continue;
    const isLast = isParagraphEnd(lines, verdicts, index);
    if (isLast) {
      below.paragraphLast = index;
      below.cutFrom = index + 1;
    }
    const isAlone = lines[index - 1]?.body === '' && isLast;
    const isLastParagraph = below.isOpen && isAlone && index > top;
    if (isDeviceFooter(body, { isLastParagraph }) || isWrapped(lines, index, below.paragraphLast))
      cutFooter(lines, verdicts, stretch, index, below);
    else below.isOpen = false;
  }
}

/** A footer that a program wrapped over the last two lines of its paragraph. */
function isWrapped(lines: readonly Line[], index: number, last: number): boolean {
  const [body = '', rest = ''] = [lines[index]?.body, lines[index + 1]?.body];
  const isRest = rest.length <= MAX_REST_CHARS || /^<https:\S+>$/.test(rest);
  return index + 1 === last && isRest && isDeviceFooter(`${body} ${rest}`);
}

function cutFooter(
  lines: readonly Line[],
  verdicts: LineVerdicts,
  stretch: FooterStretch,
  at: number,
  below: Below,
): void {
  // directly below a footer at the top, the answer may begin
  const isTop = at === below.top && !stretch.isBelowHistory;
  const isFirstCut = below.cutFrom > below.paragraphLast;
  const end = companionsEnd(lines, at + 1, below.paragraphLast);
  const isAlone = isTop || (isFirstCut && hasSentence(lines, end, below.paragraphLast));
  const first = at > stretch.first && isExcuse(lines[at - 1]?.body ?? '') ? at - 1 : at;
  verdicts.fill('device-footer', first, isAlone ? end : below.cutFrom);
  below.cutFrom = first;
  if (isAlone || !isFirstCut) return;
  const next = nextFilled(lines, below.paragraphLast + 1);
  if (next > stretch.last) return;
  // a ruler below the footer belongs to it
  if (isRuler(lines[next]?.body ?? '') && nextFilled(lines, next + 1) > stretch.last)
    verdicts[next] ??= 'device-footer';
  if (stretch.hasSent || !opensLetter(lines, next)) return;
  verdicts.fill('device-footer', at, below.letterFrom);
  below.letterFrom = at;
}

/** Index behind the lines that go with the footer above: an apology, a link, an advert of the app. */
function companionsEnd(lines: readonly Line[], from: number, last: number): number {
  let end = from;
  while (end <= last && isCompanion(lines[end]?.body ?? '')) end++;
  return end;
}

const isCompanion = (body: string): boolean =>
  isExcuse(body) || /^(?:visit )?<?(?:https?:\/\/|www\.)\S+$|^get the (?:new \S+ )?app/i.test(body);

/** Whether a sentence stands below the footer in its paragraph. A footer has only names, numbers and links there. */
function hasSentence(lines: readonly Line[], from: number, last: number): boolean {
  return lines
    .slice(from, last + 1)
    .some(
      ({ body }) =>
        /[.!?]$/.test(body) && body.split(' ', MIN_SENTENCE_WORDS).length >= MIN_SENTENCE_WORDS,
    );
}

function isParagraphEnd(lines: readonly Line[], verdicts: LineVerdicts, index: number): boolean {
  const below = lines[index + 1]?.body ?? '';
  return below === '' || verdicts[index + 1] !== undefined;
}

/**
 * Whether an answered mail follows the footer without any mark: a salutation, or a
 * paragraph too long for a postscript. Asked only where we do not know what we sent.
 */
function opensLetter(lines: readonly Line[], first: number): boolean {
  if (SALUTATION.test(foldText(lines[first]?.body ?? '').slice(0, 60))) return true;
  const paragraph = lines.slice(first, first + MIN_LETTER_LINES).map(({ body }) => body);
  const isLong = paragraph.length === MIN_LETTER_LINES && !paragraph.includes('');
  return isLong && paragraph.join(' ').length >= MIN_LETTER_CHARS;
}
