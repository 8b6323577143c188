import { endsWithWrote, FIRST_PERSON, STARTS_WITH_ON, WROTE } from '../languages/vocabulary.ts';

/** "On", an article and a weekday may precede the day, or the month and the day. */
const MAX_WORDS_BEFORE_DATE = 4;

export const DATE =
  /(?<!\d)\d{1,4} ?[./-] ?\d{1,2} ?[./-] ?\d{1,4}(?!\d)|\d{4} ?[年년] ?\d{1,2} ?[月월]|(?<!\d)\d{1,2}[-. ]{1,2}\p{L}{3,12}[-. ]{1,2}\d{2,4}|(?<!\d)(?:19|20)\d\d(?!\d)/u;
export const TIME = /(?<!\d)\d{1,2} ?[:.h] ?\d{2}(?!\d)/u;
export const ADDRESS = /[\p{L}\p{N}_"'+-]@[\p{L}\p{N}[]/u;
/** An address, an unknown word for "wrote", then a colon at the end. */
const SENDER_LAST = /[<(][^<>()\s]{1,200}@[^<>()\s]{1,200}[>)][^<>]{0,30}:[\s*_]{0,4}$/u;
const ADDRESS_LAST = /@[^\s<>()@]{1,255}[>)\]"'\s]{0,6}[\s:*_]{1,6}$/u;

export const ENDS_WITH_COLON = /(?:[:：՝፦៖]|[\u0561-\u0587][.․])[*_ ]{0,4}$/u;

/** Old Gmail: `2016-03-03 17:21 GMT+01:00 Some One`, which has lost its colon. */
export const GMT_FIRST = /^\d{4}-\d\d-\d\d \d{1,2}:\d\d GMT[+-]\d\d:\d\d \S/;

/** `>>> Name <a@b.c> 04.03.2026 16:12 >>>`; the address may be missing. */
export const GROUPWISE = /^>>>.{3,200}\d{1,2}[:.]\d{2}.{0,6} ?>>>$/;
/** AL-Mail: `Some Oneさん：`. */
const HONOURED = /(?:さん|様|さま) ?:$/;
/** `2016/3/3 Some One via Some Site`: how a forum's mail is quoted. */
export const VIA_SITE = /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4} .{2,80} via .{2,60}[^.!?]$/;

/** What a possible attribution line contains. */
export interface Features {
  readonly isComplete: boolean;
  readonly isWeak: boolean;
  readonly isDated: boolean;
  /** It names a day, not only a time. */
  readonly hasDay: boolean;
  readonly hasAddress: boolean;
}

/** Nearly no line has a digit or an address, so these are looked for first. */
function readParts(folded: string): { isDay: boolean; isTime: boolean; hasAddress: boolean } {
  const hasDigit = /\d/.test(folded);
  return {
    isDay: hasDigit && DATE.test(folded),
    isTime: hasDigit && TIME.test(folded),
    hasAddress: folded.includes('@') && ADDRESS.test(folded),
  };
}

/** Outlook's text for an address that is a link: `<a@b.c<mailto:a@b.c>>`. */
const SECOND_ADDRESS = /<mailto:[^<>\s]{1,200}>(?=>)/g;

const withoutSecondAddress = (text: string): string =>
  text.includes('<mailto:') ? text.replace(SECOND_ADDRESS, '') : text;

/** Reads the features of a folded text. Dates and addresses decide before words do. */
export function readFeatures(text: string): Features {
  const folded = withoutSecondAddress(text);
  const { isDay, isTime, hasAddress } = readParts(folded);
  const isDated = isDay || isTime;
  const saysWrote = WROTE.test(folded);
  const mayBeProse = (isDated || hasAddress || saysWrote) && FIRST_PERSON.test(folded);
  const isOn = (): boolean => STARTS_WITH_ON.test(folded) || /^[-\s*"']{0,12}\d/.test(folded);
  const isTyped = saysWrote && isSentence(folded, hasAddress, isOn);
  const hasVerb = saysWrote && !mayBeProse && !isTyped;
  const isNamed =
    hasVerb &&
    (hasAddress ? isDated || isAddressed(folded) : isNameDated(folded, isDay, isTime, isOn));
  const isComplete =
    isNamed ||
    (isDated && hasAddress && !mayBeProse && isSenderLast(folded, isDay && isTime, isOn)) ||
    isFixedForm(folded, hasVerb);
  return {
    isComplete,
    isWeak:
      isComplete ||
      (hasVerb && !folded.includes('://')) ||
      (isDay && isTime && !isTyped) ||
      (hasAddress && isWeakWithAddress(folded, isDated)) ||
      VIA_SITE.test(folded) ||
      HONOURED.test(folded),
    isDated,
    hasDay: isDay,
    hasAddress,
  };
}

/**
 * "The parcel of 3.11.2026 10:30 was sent." ends with a verb of attributions, too. Without a colon at the end and without an address it
 * must begin as attributions do, not end like a sentence, and have no colon inside, as "3.11.2026: sent" in a list has.
 */
function isSentence(folded: string, hasAddress: boolean, isOn: () => boolean): boolean {
  if (hasAddress || folded.startsWith('--') || ENDS_WITH_COLON.test(folded)) return false;
  if (!endsWithWrote(folded)) return false;
  return /[.!?…]$|\S: [^\d\s]/.test(folded) || !isOn();
}

/** A date, or an address in brackets and a colon behind it, with anything between. */
const isWeakWithAddress = (folded: string, isDated: boolean): boolean =>
  isDated || SENDER_LAST.test(folded);

/**
 * An address without a date: it must be bracketed or first, and "wrote" must end the line or
 * precede the address. "My colleague a@b.c wrote to you last week:" is somebody's own sentence.
 */
function isAddressed(folded: string): boolean {
  if (!/[<([][^<>()\s]{1,200}@|^["'\s*-]{0,4}[^\s@<>]{1,100}@\S+/.test(folded)) return false;
  if (endsWithWrote(folded.replace(/[\s:*_]{1,6}$/, ''))) return true;
  const verb = WROTE.exec(folded);
  return verb !== null && folded.slice(verb.index + verb[0].length).includes('@');
}

/**
 * A name without an address needs day and time. On a line that begins as attributions do, a day is enough that stands first,
 * or a time with another number, which may be a day without its year. "Yesterday at 10:12 your colleague wrote:" is somebody's own.
 */
function isNameDated(
  folded: string,
  isDay: boolean,
  isTime: boolean,
  isOn: () => boolean,
): boolean {
  if (isTime) return isDay || (/\d\D+\d+\D+\d/.test(folded) && isOn());
  return isDay && isOn() && isDateFirst(folded);
}

/** "On Tuesday, 3 November 2026 Ann wrote:" begins with its date; "In his mail of 3 November 2026" does not. */
function isDateFirst(folded: string): boolean {
  return /\d/.test(folded.split(' ', MAX_WORDS_BEFORE_DATE).join(' '));
}

/**
 * A date, and the sender's address at the end of the line. No word for "wrote" is needed, but day and time, or a beginning as
 * attributions have: "Please send the invoice of 4 May 2026 to a@b.c:" is somebody's own sentence.
 */
function isSenderLast(folded: string, isDayAndTime: boolean, isOn: () => boolean): boolean {
  if (ADDRESS_LAST.test(folded)) return isDayAndTime || isOn();
  return isDayAndTime && (SENDER_LAST.test(folded) || (/@[^<>\s]{1,200}>$/.test(folded) && isOn()));
}

/** Old Gmail and GroupWise without a colon; Android and Zoho between dashes: `---- John Smith wrote ----`. */
function isFixedForm(folded: string, hasVerb: boolean): boolean {
  if (GMT_FIRST.test(folded.toUpperCase()) || GROUPWISE.test(folded)) return true;
  return hasVerb && folded.startsWith('--') && folded.endsWith('--');
}
