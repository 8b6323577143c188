import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import { currentKey, type TokenKeys } from './token.ts';

/** Digits of a full check code; a team may use fewer (at least 4: setting `tag-digits`, S2). */
const FULL_TAG_DIGITS = 6;
/** Tags that are read in one display name; ours holds one. */
const MAX_TAGS_PER_NAME = 10;

export interface FoundTag {
  conversationId: string;
  digits: string;
}

function fullCode(key: KeyObject, conversationId: string): string {
  const digest = createHmac('sha256', key).update(`tag:${conversationId}`).digest();
  // RFC 4226 §5.3: 31 bits of the MAC, then the decimal digits
  const number = (digest.readUInt32BE(0) & 0x7fffffff) % 10 ** FULL_TAG_DIGITS;
  return String(number).padStart(FULL_TAG_DIGITS, '0');
}

/** `"LC2457-473412"`: prefix, conversation number, check code (R24). */
export function formatTag(
  keys: TokenKeys,
  options: { prefix: string; digits: number },
  conversationId: string,
): string {
  const code = fullCode(currentKey(keys), conversationId).slice(0, options.digits);
  return `${options.prefix}${conversationId}-${code}`;
}

/** A prefix of letters, the number, a hyphen (a folded line may leave a blank beside it), the digits. */
const TAG = /(?<![\p{L}\p{N}])\p{L}{1,8}(\d{1,11}) ?- ?(\d{4,6})(?!\d)/gu;
/** Characters that programs put in place of a hyphen: other dashes, a minus sign. */
const HYPHENS = /[\p{Pd}\u2212\u2043]/gu;

/**
 * Everything in a decoded display name that looks like a tag, in order. Any prefix is accepted, as the setting may have changed (S18).
 * First undoes what programs do to names: typographic hyphens, full-width and invisible characters (S1).
 */
export function findTags(displayName: string): FoundTag[] {
  const found: FoundTag[] = [];
  const plain = displayName
    .normalize('NFKC')
    .replace(/\p{Cf}+/gu, '')
    .replace(HYPHENS, '-');
  for (const match of plain.matchAll(TAG)) {
    const [, number = '', digits = ''] = match;
    found.push({ conversationId: String(Number(number)), digits });
    if (found.length >= MAX_TAGS_PER_NAME) break;
  }
  return found;
}

/** Whether the check code is right for any of our keys. A code shorter than `leastDigits` is never valid. */
export function isTagValid(keys: TokenKeys, tag: FoundTag, leastDigits: number): boolean {
  if (tag.digits.length < leastDigits) return false;
  const given = Buffer.from(tag.digits);
  return Object.values(keys.keys).some((key) =>
    timingSafeEqual(
      Buffer.from(fullCode(key, tag.conversationId).slice(0, tag.digits.length)),
      given,
    ),
  );
}
