import { type Line, type LineVerdicts, nextFilled } from '../reply-line.ts';
import { isDeviceFooter } from './find-device-footer.ts';
import { isDisclaimerText } from './find-disclaimer.ts';

/** Three words at least, the last one written small: no name, no address, no `S.r.l.` */
const SENTENCE = /^\S+ .*\s\p{Ll}{3,}[.!…]$|\S[?？。！]$/u;

/**
 * Whether somebody typed into what their program marks as the signature: a sentence stands there. Where a body has no other words, it is the
 * answer (S12).
 */
export const hasTypedSignature = (lines: readonly Line[]): boolean =>
  lines.some(
    ({ marked, body }, at) =>
      marked === 'client-signature' &&
      SENTENCE.test(body) &&
      !isDeviceFooter(body) &&
      !isDisclaimerText(lines, at),
  );

/** Words written small from which on a line is a sentence even without a mark at its end: no title, no company. */
const MIN_SMALL_WORDS = 5;

/**
 * Where a body has no other words: its lines from the signature mark on, if no name stands first below the mark but a sentence, which is
 * the answer then (S12). Gives what is to be cut without them.
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
  return small >= MIN_SMALL_WORDS || (small >= 2 && /[.!?…]$/.test(body));
};
