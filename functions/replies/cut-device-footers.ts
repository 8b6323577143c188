import type { Verdicts } from './cut-history.ts';
import { isDeviceFooter } from './find-device-footer.ts';
import { foldText } from './fold-text.ts';
import { type Line, nextFilled } from './reply-line.ts';

/** A paragraph from this size on is no postscript. */
const MIN_LETTER_LINES = 3;
const MIN_LETTER_CHARS = 200;
const SALUTATION =
  /^(?:hi|hello|hey|dear|hallo|guten tag|liebe|lieber|sehr geehrte|ciao|buongiorno|gentile|caro|cara|bonjour|cher|chere|hola|estimad|ola|prezad|beste|czesc|dzien dobry|hej)(?!\p{L})[^.?:]{0,30}[,!]?$/u;

export interface FooterStretch {
  readonly first: number;
  readonly last: number;
  readonly isBelowHistory: boolean;
  /** Our texts are known: what is not among them is the person's. */
  readonly hasSent: boolean;
}

/** A device footer is a paragraph of its own: what stands in further ones is the person's. */
export function cutDeviceFooters(
  lines: readonly Line[],
  verdicts: Verdicts,
  stretch: FooterStretch,
): void {
  const top = nextFilled(lines, stretch.first);
  // from the end, so that a line knows whether only footers follow
  let isBelowOpen = true;
  for (let index = stretch.last; index >= stretch.first; index--) {
    const body = lines[index]?.body ?? '';
    if (body === '') continue;
    const isAlone = lines[index - 1]?.body === '' && isParagraphEnd(lines, verdicts, index);
    const isLastParagraph = isBelowOpen && isAlone && index > top;
    if (isDeviceFooter(body, { isLastParagraph })) cutFooter(lines, verdicts, stretch, index, top);
    else isBelowOpen = false;
  }
}

function cutFooter(
  lines: readonly Line[],
  verdicts: Verdicts,
  stretch: FooterStretch,
  at: number,
  top: number,
): void {
  // below a footer at the top the answer may stand at once
  const isTop = at === top && !stretch.isBelowHistory;
  const end = isTop ? at : footerEnd(lines, at, stretch.last);
  const isLetter = !isTop && !stretch.hasSent && opensLetter(lines, nextFilled(lines, end + 1));
  verdicts.fill('device-footer', at, (isLetter ? stretch.last : end) + 1);
}

function isParagraphEnd(lines: readonly Line[], verdicts: Verdicts, index: number): boolean {
  const below = lines[index + 1]?.body ?? '';
  return below === '' || verdicts[index + 1] !== undefined;
}

/** Its paragraph, and rulers below it that belong to nothing else. */
function footerEnd(lines: readonly Line[], from: number, last: number): number {
  let end = from;
  while (end < last && lines[end + 1]?.body !== '') end++;
  const next = nextFilled(lines, end + 1);
  return next <= last && /^[-_=*~]{3,}$/.test(lines[next]?.body ?? '') ? next : end;
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
