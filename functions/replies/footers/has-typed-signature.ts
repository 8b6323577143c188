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

/** The changed verdicts: all below the first paragraph of each signature is kept. Where nothing else is left, it may be the answer (S12). */
export function keepBelowSignatures(lines: readonly Line[], verdicts: LineVerdicts): LineVerdicts {
  let place: 'outside' | 'mark' | 'name' | 'below' = 'outside';
  return verdicts.map((kind, at) => {
    const isBlank = lines[at]?.body === '';
    if (kind !== 'signature') place = 'outside';
    else if (place === 'outside') place = 'mark';
    else if (place === 'mark' && !isBlank) place = 'name';
    else if (place === 'name' && isBlank) place = 'below';
    return place === 'below' ? undefined : kind;
  });
}
