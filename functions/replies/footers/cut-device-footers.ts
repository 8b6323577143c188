import { foldText } from '../lines/fold-text.ts';
import { type Line, type LineVerdicts, nextFilled } from '../reply-line.ts';
import { isDeviceFooter } from './find-device-footer.ts';
import { isExcuse } from './find-excuse.ts';

/** A paragraph from this size on is no postscript. */
const MIN_LETTER_LINES = 3;
const MIN_LETTER_CHARS = 200;
const MIN_SENTENCE_WORDS = 6;
/** Longest second line of a footer that was wrapped. */
const MAX_REST_CHARS = 60;
const SALUTATION =
  /^(?:hi|hello|hey|dear|hallo|guten tag|liebe|lieber|sehr geehrte|ciao|buongiorno|gentile|caro|cara|bonjour|cher|chere|hola|estimad|ola|prezad|beste|czesc|dzien dobry|hej)(?!\p{L})[^.?:]{0,30}[,!]?$/u;

export interface FooterStretch {
  readonly first: number;
  readonly last: number;
  readonly isBelowHistory: boolean;
  /** Our texts are known: what is not among them is the person's. */
  readonly hasSent: boolean;
}

/** What was found on the way up, so that no line is looked at or cut twice. */
interface Below {
  /** First filled line of the stretch. */
  readonly top: number;
  /** Last line of the paragraph, and first line of it that is cut. */
  paragraphLast: number;
  cutFrom: number;
  /** A whole mail is cut from here to the end. */
  letterFrom: number;
  /** Nothing but footers so far. */
  isOpen: boolean;
}

/** A device footer is a paragraph of its own: what stands in further ones is the person's. */
export function cutDeviceFooters(
  lines: readonly Line[],
  verdicts: LineVerdicts,
  stretch: FooterStretch,
): void {
  const end = stretch.last + 1;
  const top = nextFilled(lines, stretch.first);
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

/** A footer that a program broke over the last two lines of its paragraph. */
function isWrapped(lines: readonly Line[], index: number, last: number): boolean {
  const [body = '', rest = ''] = [lines[index]?.body, lines[index + 1]?.body];
  return index + 1 === last && rest.length <= MAX_REST_CHARS && isDeviceFooter(`${body} ${rest}`);
}

function cutFooter(
  lines: readonly Line[],
  verdicts: LineVerdicts,
  stretch: FooterStretch,
  at: number,
  below: Below,
): void {
  // below a footer at the top the answer may stand at once
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
  // a ruler below it belongs to nothing else
  if (/^[-_=*~]{3,}$/.test(lines[next]?.body ?? '')) verdicts[next] ??= 'device-footer';
  if (stretch.hasSent || !opensLetter(lines, next)) return;
  verdicts.fill('device-footer', at, below.letterFrom);
  below.letterFrom = at;
}

/** Behind the last line below the footer that belongs to it: an excuse, a link, an advert of the app. */
function companionsEnd(lines: readonly Line[], from: number, last: number): number {
  let end = from;
  while (end <= last && isCompanion(lines[end]?.body ?? '')) end++;
  return end;
}

const isCompanion = (body: string): boolean =>
  isExcuse(body) || /^(?:visit )?<?(?:https?:\/\/|www\.)\S+$|^get the app/i.test(body);

/** Below the footer in its paragraph stand names, numbers, links, or the rest of a wrapped line: nothing long. */
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
 * A mail answered without any mark, below the footer: it begins with a salutation or is longer than a
 * postscript. Only where our texts are unknown, which would tell.
 */
function opensLetter(lines: readonly Line[], first: number): boolean {
  if (SALUTATION.test(foldText(lines[first]?.body ?? '').slice(0, 60))) return true;
  const paragraph = lines.slice(first, first + MIN_LETTER_LINES).map(({ body }) => body);
  const isLong = paragraph.length === MIN_LETTER_LINES && !paragraph.includes('');
  return isLong && paragraph.join(' ').length >= MIN_LETTER_CHARS;
}
