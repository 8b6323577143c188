import { type Line, type LineVerdicts, nextFilled } from '../reply-line.ts';
import { isDeviceFooter } from './find-device-footer.ts';
import { isDisclaimerText } from './find-disclaimer.ts';

/** A sentence: three words or more, the last one in lower case. No name, address or `S.r.l.` matches. */
const SENTENCE = /^\S+ .*\s\p{Ll}{3,}[.!…]$|\S[?？。！]$/u;

/**
 * Whether the person typed a sentence into what their program marks as the
 * signature. When the body has no other words, that sentence is the reply (S12).
 */
export const hasTypedSignature = (lines: readonly Line[]): boolean =>
  lines.some(
    ({ marked, body }, at) =>
      marked === 'client-signature' &&
      SENTENCE.test(body) &&
      !isDeviceFooter(body) &&
      !isDisclaimerText(lines, at),
  );

/** Lower-case words that make a sentence even without a full stop. Titles and company names have fewer. */
const MIN_SMALL_WORDS = 5;

/**
 * Keeps what is below the signature mark, when the body has no other words and a sentence stands there first instead
 * of a name: it is the reply then (S12). Returns the changed verdicts, or undefined when there is no such sentence.
 */
export function keepTypedBelowMark(
  lines: readonly Line[],
  verdicts: LineVerdicts,
): LineVerdicts | undefined {
  const mark = verdicts.indexOf('signature');
  const first = nextFilled(lines, mark + 1);
  const body = lines[first]?.body ?? '';
  if (mark < 0 || lines[mark]?.body !== '--' || verdicts[first] !== 'signature') return undefined;
  if (!isSentence(body) || isDeviceFooter(body) || isDisclaimerText(lines, first)) return undefined;
  return verdicts.map((kind, at) => (kind === 'signature' && at > mark ? undefined : kind));
}

const isSentence = (body: string): boolean => {
  const small = body.match(/(?<![\p{L}\p{N}@.])\p{Ll}{2,}/gu)?.length ?? 0;
  return SENTENCE.test(body) || small >= MIN_SMALL_WORDS || (small >= 2 && /[.!?…]$/.test(body));
};

/** A telephone number, an address or a link with at most a label, or a picture's name. */
const CONTACT =
  /^(?:\p{L}[\p{L}.-]{0,11} ?:? ?)?\(?[+0][\d ()./-]{6,24}$|^(?:[\p{L}-]{1,12} ?: ?)?<?(?:https?:\/\/|www\.|[^\s@]{1,64}@)[^\s@]{1,200}$|^\[image:/iu;

type Place = 'outside' | 'mark' | 'signature' | 'below';

/**
 * The changed verdicts: below the first paragraph of each signature everything is kept that does not tell how to reach somebody. Where
 * nothing else is left, it may be the answer (S12).
 */
export function keepBelowSignatures(lines: readonly Line[], verdicts: LineVerdicts): LineVerdicts {
  let place: Place = 'outside';
  return verdicts.map((kind, at) => {
    place = kind === 'signature' ? placeBehind(place, lines, at) : 'outside';
    return place === 'below' ? undefined : kind;
  });
}

function placeBehind(before: Place, lines: readonly Line[], at: number): Place {
  const isBlank = lines[at]?.body === '';
  if (before === 'outside') return 'mark';
  if (before === 'mark') return isBlank ? 'mark' : 'signature';
  if (isBlank) return 'below';
  return lines[at - 1]?.body === '' && tellsContact(lines, at) ? 'signature' : before;
}

/** Whether a line of the paragraph that begins there is contact data. */
function tellsContact(lines: readonly Line[], first: number): boolean {
  for (let at = first; (lines[at]?.body ?? '') !== ''; at++) {
    if (CONTACT.test(lines[at]?.body ?? '')) return true;
  }
  return false;
}
