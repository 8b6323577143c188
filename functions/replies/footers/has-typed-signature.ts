import type { Line } from '../reply-line.ts';
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
